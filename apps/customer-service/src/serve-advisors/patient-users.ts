import { setTimeout as pause } from 'node:timers/promises';
import type { ZendeskGateway, ZendeskOutcome } from '@parley/zendesk';

/** The calls that advisors' requests need. */
export type AdvisorUsers = Pick<
  ZendeskGateway,
  | 'createUser'
  | 'searchUsers'
  | 'searchUsersByEmail'
  | 'showManyUsers'
  | 'showUser'
  | 'userByExternalId'
  | 'userFields'
>;

/** Longest wait of a person for a place in the budget, in milliseconds; well within the gateway's wait for the answer. */
const PATIENCE_MS = 4_000;

/**
 * The same calls, but what the budget holds back for a moment is sent a moment later: a person would only be told to press again.
 * What Zendesk itself refused with 429, and what would take longer, is answered as it is.
 */
export function patientUsers(users: AdvisorUsers, patienceMs = PATIENCE_MS): AdvisorUsers {
  const wait = <T>(call: () => Promise<ZendeskOutcome<T>>) => withPatience(call, patienceMs);
  return {
    createUser: (...asked) => wait(() => users.createUser(...asked)),
    searchUsers: (...asked) => wait(() => users.searchUsers(...asked)),
    searchUsersByEmail: (...asked) => wait(() => users.searchUsersByEmail(...asked)),
    showManyUsers: (...asked) => wait(() => users.showManyUsers(...asked)),
    showUser: (...asked) => wait(() => users.showUser(...asked)),
    userByExternalId: (...asked) => wait(() => users.userByExternalId(...asked)),
    userFields: (...asked) => wait(() => users.userFields(...asked)),
  };
}

async function withPatience<T>(
  call: () => Promise<ZendeskOutcome<T>>,
  patienceMs: number,
): Promise<ZendeskOutcome<T>> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const outcome = await call();
    const isHeldBack = outcome.kind === 'rate-limited' && !outcome.sent;
    if (!isHeldBack || performance.now() + outcome.retryAfterMs > until) return outcome;
    await pause(outcome.retryAfterMs);
  }
}
