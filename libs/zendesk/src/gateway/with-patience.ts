import { setTimeout as pause } from 'node:timers/promises';
import type { ZendeskOutcome } from './outcome';

/** Longest wait of a person for a place in the budget, in milliseconds. */
const PATIENCE_MS = 4_000;

/**
 * Makes a call that a person waits for: what the budget holds back for a moment is sent a moment later, since the person would only
 * be told to press again. What Zendesk itself refused with 429, and what would take longer, is answered as it is.
 */
export async function withPatience<T>(
  call: () => Promise<ZendeskOutcome<T>>,
  patienceMs = PATIENCE_MS,
): Promise<ZendeskOutcome<T>> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const outcome = await call();
    const isHeldBack = outcome.kind === 'rate-limited' && !outcome.sent;
    if (!isHeldBack || performance.now() + outcome.retryAfterMs > until) return outcome;
    await pause(outcome.retryAfterMs);
  }
}
