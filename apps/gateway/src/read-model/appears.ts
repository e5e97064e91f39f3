const EVERY_MS = 25;

/**
 * Reads until what is read is good, or `withinMs` has passed, and gives what was read last. For what is on its way through the log:
 * somebody who published a thing and asks about it at once must not be told that there is no such thing.
 */
export async function appears<T>(
  read: () => Promise<T>,
  good: (value: T) => boolean,
  withinMs: number,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await read();
    if (good(value) || performance.now() + EVERY_MS > deadline) return value;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
