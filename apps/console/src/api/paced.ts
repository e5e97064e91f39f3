/** Runs something for each key: at once, and then no more often than the interval; what comes in between is one more run. */
export class Paced<Key> {
  private readonly lastRun = new Map<Key, number>();
  private readonly waiting = new Map<Key, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly intervalMs: number,
    private readonly run: (key: Key) => void,
  ) {}

  /** Asks for a run. */
  ask(key: Key): void {
    if (this.waiting.has(key)) return;
    const wait = (this.lastRun.get(key) ?? -Infinity) + this.intervalMs - Date.now();
    if (wait <= 0) {
      this.runNow(key);
      return;
    }
    this.waiting.set(
      key,
      setTimeout(() => {
        this.waiting.delete(key);
        this.runNow(key);
      }, wait),
    );
  }

  /** Forgets what waits. */
  stop(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }

  private runNow(key: Key): void {
    const now = Date.now();
    this.lastRun.set(key, now);
    this.run(key);
    // Keys of pages that were left long ago are not kept for ever.
    for (const [old, at] of this.lastRun) if (now - at > this.intervalMs) this.lastRun.delete(old);
  }
}
