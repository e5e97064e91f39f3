export interface EventuallyOptions {
  /** Longest wait in milliseconds (default 20,000). */
  readonly timeoutMs?: number;
  /** What is waited for, for the failure's text: "Waited 20 s in vain for <describe>". */
  readonly describe?: string;
  /** Pause between two looks in milliseconds (default 20). */
  readonly everyMs?: number;
}

/**
 * Looks again and again until `condition` gives a value other than undefined, null or false, and gives that value back.
 * A condition may also throw (an assertion) while it does not hold; its last error becomes the cause of the failure.
 */
export async function eventually<T>(
  condition: () => Promise<T> | T,
  options: EventuallyOptions = {},
): Promise<Exclude<T, undefined | null | false>> {
  const { timeoutMs = 20_000, describe = 'a condition', everyMs = 20 } = options;
  const deadline = performance.now() + timeoutMs;
  let lastError: unknown;
  do {
    try {
      const value = await condition();
      lastError = undefined;
      if (holds(value)) return value;
    } catch (error) {
      lastError = error;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  } while (performance.now() < deadline);
  const reason = lastError instanceof Error ? `: ${lastError.message}` : '';
  throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${describe}${reason}`, { cause: lastError });
}

function holds<T>(value: T): value is Exclude<T, undefined | null | false> {
  return value !== undefined && value !== null && value !== false;
}
