import type { CallFacts, Unapplied, ZendeskOutcome } from '@parley/zendesk';
import type { EffectCall } from './lane-store';
import type { Step } from './ports';

/** How long an organization rests when its connection cannot be used; a change of its configuration wakes it earlier. */
const SHUT_REST_MS = 2_000;
/** How long a lane rests when a look-up did not come back. */
const READ_REST_MS = 5_000;

/** Buckets that several lanes wait for, the widest first. */
const SCOPES = [
  ['account', 'organization'],
  ['ticket-updates', 'updates'],
  ['route:PUT /api/v2/tickets/{id}', 'updates'],
  ['route:POST /api/v2/tickets', 'creates'],
] as const;

/** What the ledger keeps of a call. */
export function callOf(facts: CallFacts): EffectCall {
  return {
    durationMs: facts.durationMs,
    ...(facts.status === undefined ? {} : { status: facts.status }),
    ...(facts.requestId === undefined ? {} : { requestId: facts.requestId }),
  };
}

/**
 * Who must wait after a call that surely did nothing: exactly those whom the named limit holds up too. A limit of updates is the updates',
 * one of creates the creates', one of the account the organization's; one of a ticket or of any other kind of call is that lane's own.
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
  const scope = SCOPES.find(([name]) => bucket.split(', ').includes(name))?.[1];
  return scope === undefined
    ? { kind: 'rest', restMs: retryAfterMs }
    : { kind: 'pause', scope, forMs: retryAfterMs };
}

/** The organization cannot be called at all now. */
export function restOfShut(): Step {
  return { kind: 'pause', scope: 'organization', forMs: SHUT_REST_MS };
}

/** Whether Zendesk says that the record does not exist (any more). */
export function isGone(outcome: ZendeskOutcome<unknown>): boolean {
  return outcome.kind === 'refused' && outcome.code === 'not-found';
}
