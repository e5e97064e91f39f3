import { ProblemError } from '../http-edge/problem';
import type { ProblemCode, RejectedEvent } from '@parley/contracts';
import { OUTSIDE_PREFIX, TOO_LARGE } from './judge-event';

/**
 * The problem of a request of which nothing was accepted: 403 when everything lies outside the publisher's prefix,
 * 413 when everything is too large, else 422. The reasons stand in `rejected`, as in a 202.
 */
export function allRejected(rejected: readonly RejectedEvent[]): ProblemError {
  const [first] = rejected;
  const detail =
    rejected.length === 1 && first !== undefined
      ? `${first.pointer || 'the event'} ${first.detail}`
      : `None of the ${rejected.length} events was accepted; see "rejected".`;
  return new ProblemError(codeFor(rejected), detail, { members: { accepted: 0, rejected } });
}

function codeFor(rejected: readonly RejectedEvent[]): ProblemCode {
  if (rejected.every(({ code }) => code === OUTSIDE_PREFIX)) return 'outside-prefix';
  if (rejected.every(({ code }) => code === TOO_LARGE)) return 'event-too-large';
  return 'events-rejected';
}
