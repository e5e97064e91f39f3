/** Where time comes from; tests give a fixed one. */
export interface Clock {
  /** Wall-clock time; may jump. Never compared across machines: stored times are Postgres's. */
  now(): Date;
  /** Milliseconds on a clock that never jumps; only differences mean something. Leases are checked on it. */
  monotonicMs(): number;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};
