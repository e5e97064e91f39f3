import type { CallFacts, Unapplied, ZendeskOutcome } from '@parley/zendesk';
import type { EffectCall } from './lane-store';
import type { Step } from './ports';

/** How long an organization rests when its connection cannot be used; a change of its configuration wakes it earlier. */
const SHUT_REST_MS = 2_000;
/** How long a lane rests when a look-up did not come back. */
const READ_REST_MS = 5_000;

/** What the ledger keeps of a call. */
export function callOf(facts: CallFacts): EffectCall {
  return {
    durationMs: facts.durationMs,
    ...(facts.status === undefined ? {} : { status: facts.status }),
    ...(facts.requestId === undefined ? {} : { requestId: facts.requestId }),
  };
}

/**
 * Who must wait after a call that surely did nothing. A limit of one ticket is that lane's, a limit of updates is the
 * updates', everything else is the organization's.
 */
export function restAfter(outcome: Unapplied): Step {
  switch (outcome.kind) {
    case 'rate-limited':
      return restOfBucket(outcome.bucket, outcome.retryAfterMs);
    case 'unauthorised':
      return { kind: 'pause', scope: 'organization', forMs: SHUT_REST_MS };
    case 'not-sent':
      return { kind: 'pause', scope: 'organization', forMs: outcome.retryAfterMs ?? SHUT_REST_MS };
    case 'conflict':
      return { kind: 'go-on' };
    case 'refused':
    case 'unknown':
      return { kind: 'rest', restMs: READ_REST_MS };
  }
}

/** Who must wait for a bucket to fill again. */
export function restOfBucket(bucket: string, retryAfterMs: number): Step {
  if (bucket.startsWith('ticket:')) return { kind: 'rest', restMs: retryAfterMs };
  return {
    kind: 'pause',
    scope: bucket === 'ticket-updates' ? 'updates' : 'organization',
    forMs: retryAfterMs,
  };
}

/** The organization cannot be called at all now. */
export function restOfShut(): Step {
  return { kind: 'pause', scope: 'organization', forMs: SHUT_REST_MS };
}

/** Whether Zendesk says that the record does not exist (any more). */
export function isGone(outcome: ZendeskOutcome<unknown>): boolean {
  return outcome.kind === 'refused' && outcome.code === 'not-found';
}
