import type { RateLimited, Unapplied, ZendeskUser } from '@parley/zendesk';
import type { Answer } from './requester';

/** What one try to find a requester came to: an answer, or a reason to try again later. */
export type Resolution = Answer | Later;

/** Not known yet. */
export interface Later {
  readonly state: 'later';
  /** Short and free of personal data. */
  readonly why: string;
  /** Wait that Zendesk or the budget asked for, in ms; without it the worker's own backoff holds. */
  readonly retryAfterMs?: number;
  readonly inTheWay: Obstacle;
}

/**
 * What stands in the way: something of this requester alone, one bucket of its organization's budget, or anything of its organization
 * (the limit of all its calls, breaker, authorisation).
 */
export type Obstacle = 'requester' | { readonly bucket: string } | 'organization';

/** The bucket that every call of an organization needs. */
const EVERY_CALL = 'account';

/** Says what an answer without a user means: always "later", since no customer is to blame for it. */
export function laterBecauseOf(outcome: Exclude<Unapplied, { kind: 'refused' }>): Later {
  switch (outcome.kind) {
    case 'rate-limited':
      return later(`rate-limited ${outcome.bucket}`, obstacleOf(outcome), outcome.retryAfterMs);
    case 'not-sent':
      return later(`not-sent ${outcome.reason}`, 'organization', outcome.retryAfterMs);
    case 'unauthorised':
      return later(outcome.kind, 'organization');
    case 'unknown':
      return later(`unknown ${outcome.reason}`, 'requester', outcome.retryAfterMs);
    case 'conflict':
      return later(outcome.kind, 'requester');
  }
}

/** Not known yet, for a reason. */
export function later(why: string, inTheWay: Obstacle, retryAfterMs?: number): Later {
  return { state: 'later', why, inTheWay, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** Exactly what the 429, or the budget, names: the limit of creates says nothing about look-ups. */
function obstacleOf({ bucket }: RateLimited): Obstacle {
  return bucket.split(', ').includes(EVERY_CALL) ? 'organization' : { bucket };
}

/** Judges a user that exists: suspended users hold (C4), deleted ones are not there (C5); agents may be requesters. */
export function judge(user: ZendeskUser): Answer {
  if (user.active === false)
    return { state: 'blocked', reason: 'customer-not-found', zendeskUserId: user.id };
  if (user.suspended === true)
    return { state: 'blocked', reason: 'customer-suspended', zendeskUserId: user.id };
  return { state: 'resolved', zendeskUserId: user.id };
}
