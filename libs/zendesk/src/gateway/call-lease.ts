/**
 * How long, in ms, a claim on work that calls Zendesk lasts: longer than twice the longest call (architecture, section 4), so that
 * a call which was sent ends before the claim does, and whoever follows a process that vanished meets no call of it.
 */
export function callLeaseMs(callTimeoutMs: number): number {
  return 2 * callTimeoutMs + 5_000;
}
