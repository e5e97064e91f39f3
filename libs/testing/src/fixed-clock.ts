/** A clock that stands still until it is moved; it fits platform's `Clock`. */
export interface FixedClock {
  now(): Date;
  monotonicMs(): number;
  /** Moves both kinds of time forward. */
  advance(ms: number): void;
}

/** A clock that shows `at` (RFC 3339). */
export function fixedClock(at = '2026-11-21T09:00:00.000Z'): FixedClock {
  const start = Date.parse(at);
  let passedMs = 0;
  return {
    now: () => new Date(start + passedMs),
    monotonicMs: () => passedMs,
    advance: (ms) => {
      passedMs += ms;
    },
  };
}
