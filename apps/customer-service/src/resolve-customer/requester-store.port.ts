import type { OutgoingMessage } from '@parley/event-log';
import type { Transaction } from '@parley/platform';
import type { Answer, ClaimedRequester, RequesterId, Wanted } from './requester';
import type { Obstacle } from './resolution';
import type { Rest } from './rests';

/** A requester that a request names. */
export interface RequestedCustomer extends RequesterId {
  readonly wanted: Wanted;
  readonly traceparent?: string;
}

/** A person's choice among the users of a requester (C3). */
export interface Choice extends RequesterId {
  readonly zendeskUserId: number;
}

/** A user of Zendesk that refused, or was refused, as a requester. */
export interface RefusedUser {
  readonly organizationId: string;
  readonly zendeskUserId: number;
}

/** Parley's own memory of requesters (C6), which is also the queue of those to be found. */
export interface RequesterStore {
  /** Remembers requesters; those that are known already stay as they are, but a blocked one is looked at again. Says how many need work. */
  remember(tx: Transaction, requested: readonly RequestedCustomer[]): Promise<number>;
  /** Remembers choices, the last one of each requester, and has these requesters found anew. Whoever was at it writes nothing any more. Says how many. */
  choose(tx: Transaction, choices: readonly Choice[]): Promise<number>;
  /** Has known customers looked at again, because Zendesk refused them (C4, C5). Says how many requesters that are. */
  doubt(tx: Transaction, users: readonly RefusedUser[]): Promise<number>;
  /**
   * Claims requesters that are due, of organizations that are authorised (G5), oldest first; without those that rest: all of an organization,
   * or those of it whose last try ended for want of that bucket.
   */
  claim(most: number, resting: readonly Rest[]): Promise<readonly ClaimedRequester[]>;
  /** Notes, before it is sent, that a create is on its way. False when the lease was lost. */
  noteCreate(requester: ClaimedRequester): Promise<boolean>;
  /** Writes an answer, and, where it changed, what is to be told about it. Checked again after `checkAgainMs`. False when the lease was lost. */
  answer(
    requester: ClaimedRequester,
    answer: Answer,
    told: { readonly version: number; readonly message: OutgoingMessage } | undefined,
    checkAgainMs: number | undefined,
  ): Promise<boolean>;
  /** Gives the claim back: to be tried again after `waitMs`. Unless the obstacle is the requester's own, the try is taken back. */
  later(requester: ClaimedRequester, waitMs: number, inTheWay: Obstacle): Promise<void>;
}
