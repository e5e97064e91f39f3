/** Who has to be found in Zendesk, and how; from the request that named them first. */
export type Wanted =
  | { readonly kind: 'linked'; readonly zendeskUserId: number }
  | { readonly kind: 'email'; readonly email: string; readonly name: string }
  | { readonly kind: 'nameless'; readonly name: string };

/** Identity of a requester: never the contact, since one contact may be two users in two conversations (C7). */
export interface RequesterId {
  readonly organizationId: string;
  /** `user:<id>`, `email:<normalised>` or `nameless:<contactId>`. */
  readonly requesterKey: string;
}

/** Why a requester cannot be used now (G7). */
export type BlockReason = 'customer-suspended' | 'customer-not-found' | 'customer-ambiguous';

/** Most users among whom somebody is asked to choose. */
export const MOST_CANDIDATES = 10;

/** What was found out about a requester. */
export type Answer =
  | { readonly state: 'resolved'; readonly zendeskUserId: number }
  | {
      readonly state: 'blocked';
      readonly reason: Exclude<BlockReason, 'customer-ambiguous'>;
      readonly zendeskUserId?: number;
    }
  /** Several users have the address; a person chooses one of them (C3). */
  | {
      readonly state: 'blocked';
      readonly reason: 'customer-ambiguous';
      readonly candidates: readonly number[];
      readonly zendeskUserId?: never;
    };

/** A requester that this process has claimed, for as long as its lease lasts. */
export interface ClaimedRequester extends RequesterId {
  readonly wanted: Wanted;
  /** Grows with every claim; a worker that lost its lease writes nothing. */
  readonly epoch: number;
  /** Tries since the last answer, this one included. */
  readonly attempts: number;
  /** True when a create may have been sent whose outcome nobody knows. */
  readonly createSent: boolean;
  /** The user that a person chose among several (C3). */
  readonly chosenUserId?: number;
  /** The last answer, if any. */
  readonly answer?: Answer;
  /** Version of the last event about this requester. */
  readonly version: number;
  /** Trace of the fact that asked for it. */
  readonly traceparent?: string;
}
