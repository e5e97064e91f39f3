import type { OrganizationConfiguration } from '@parley/contracts';
import type { Achieved, EffectClass, LogPosition, TicketStatus } from '@parley/ticket-content';
import type { Gate } from './gates';

/** A lane that this process works on: nobody else may, as long as the epoch is the newest and the lease runs. */
export interface HeldLane {
  readonly ticketKey: string;
  readonly organizationId: string;
  /** Raised by every claim; every write names it, so that whoever lost the lane writes nothing. */
  readonly epoch: number;
  /** Milliseconds since the lane fell behind, as of the claim: what waited long goes before its class. */
  readonly waitedMs?: number;
}

/** The Zendesk ticket as last seen, with what a safe update needs. */
export interface TicketSight {
  /** `updated_at` as Zendesk wrote it: the `updated_stamp` of the next update. */
  readonly stamp: string;
  readonly status: TicketStatus;
  readonly tags: readonly string[];
  readonly assigneeId: number | null;
  /**
   * Whether the ticket was read so long after this stamp was first seen that no other change can share it: Zendesk's
   * stamps have whole seconds. Only then may the whole list of tags be replaced.
   */
  readonly settled: boolean;
}

/** What the lane is once an effect is in Zendesk. */
export interface LaneAfter {
  readonly achieved: Achieved;
  /** Counts the follow-ups, from 0. */
  readonly generation: number;
  readonly earlierTicketId: number | null;
  /** Comments of the ticket, as far as known. */
  readonly comments: number;
  /** The requester that Parley gave the ticket; agents may have given it another. */
  readonly requesterId: number;
}

export type EffectKind = 'create' | 'follow-up' | 'update' | 'redact';

/** An effect as it is stored before its call: nothing of it ever changes but its state. */
export interface NewEffect {
  readonly id: string;
  readonly sequence: number;
  readonly kind: EffectKind;
  /** What people call it in a timeline: `create`, `follow-up`, `comment`, `close`, `change`, `redact`. */
  readonly label: string;
  readonly callClass: EffectClass;
  /** The ticket to update; `null` for a create. */
  readonly ticketId: number | null;
  /** For each message of its comment, in their order, the fact whose text it shows, if any (K13). */
  readonly shows: readonly (LogPosition | null)[];
  /** The exact bytes of the request. */
  readonly body: Uint8Array;
  readonly after: LaneAfter;
  /** Achieved before it, and reached with it. */
  readonly from: LogPosition;
  readonly through: LogPosition;
  /** Zendesk user that the first call was made as; an idempotency key of another one proves nothing. */
  readonly sentAs: number;
  readonly traceparents: readonly string[];
}

/** An effect whose end is not known: `in-flight` while its owner lives, `unknown` once nobody can say. */
export interface UnfinishedEffect extends NewEffect {
  readonly state: 'in-flight' | 'unknown';
  /** Epoch of the lane when it was stored. */
  readonly epoch: number;
  readonly reason: string | null;
  /** Calls made for it. */
  readonly attempts: number;
  readonly firstSentAt: Date;
  /** Milliseconds since then, on the store's clock. */
  readonly sinceFirstSentMs: number;
}

/** An effect that was taken for lost, and that a sender who slept may still bring. */
export interface SuspectEffect {
  readonly id: string;
  readonly label: string;
  readonly after: LaneAfter;
  readonly through: LogPosition;
  readonly from: LogPosition;
  readonly firstSentAt: Date;
}

/** What a ticket's newest marker says of a lane whose database does not know it: Postgres was restored to an earlier time. */
export interface TakenUp {
  readonly ticketId: number;
  /** Of the effect that the marker is of. */
  readonly sequence: number;
  /** When it was applied. */
  readonly writtenAt: Date;
  readonly firedAt: LogPosition;
  readonly after: LaneAfter;
}

/** A comment in Zendesk that shows certain facts. */
export interface ShownComment {
  readonly effectId: string;
  readonly ticketId: number;
  /** The audit that wrote it, where it is known. */
  readonly auditId: number | null;
  readonly firstSentAt: Date;
  readonly shows: readonly (LogPosition | null)[];
}

/** All that the next step of a lane depends on, read in one go. */
export interface LaneRecord {
  readonly ticketKey: string;
  readonly organizationId: string;
  readonly conversationId: string;
  readonly contactId: string;
  readonly accountId: string;
  readonly mode: 'A' | 'B';
  readonly frozen: boolean;
  readonly firedAt: LogPosition;
  readonly through: LogPosition;
  /** E-mail address of a requester that was found by it, for the subject's fallback (K2). */
  readonly requesterEmail?: string;
  /** Trace of the fact that moved the target. */
  readonly traceparent?: string;

  /** Every fact up to `through` is in the transcript. A target can run ahead of it at any time, while a lane is held too. */
  readonly isFollowed: boolean;
  /** The contact's facts could not all be kept; they are folded again from the log after a fix. */
  readonly isTranscriptBroken: boolean;
  readonly state: 'active' | 'held' | 'parked';
  readonly generation: number;
  readonly ticketId: number | null;
  readonly earlierTicketId: number | null;
  readonly comments: number;
  /** The requester that Parley gave the ticket; `null` before there is one. */
  readonly requesterId: number | null;
  readonly achieved: Achieved;
  /** `null`: the ticket must be read before it is changed. */
  readonly sight: TicketSight | null;
  /** Milliseconds since the sight's stamp was first seen. */
  readonly sightAgeMs: number;
  /** The only effect without an end, if any. */
  readonly effect: UnfinishedEffect | null;
  readonly suspects: readonly SuspectEffect[];
  /** Whether a person ordered a new ticket for one that was deleted, should it be gone still (K11). */
  readonly isRemade: boolean;
  /** Number of the next effect. */
  readonly nextSequence: number;
  /** Number of the newest effect that is known to be in Zendesk with a marker; 0 before the first. */
  readonly written: number;
  /** When its call was made; `null` before the first. */
  readonly writtenAt: Date | null;
  /** Milliseconds since the ticket was first asked for; `null` where it was not noted. */
  readonly requestAgeMs: number | null;
  /** Of the last event told about this lane. */
  readonly version: number;

  /** The requester's Zendesk user; `null` while unknown or blocked (G7). */
  readonly customerId: number | null;
  /** G2 to G5, as the newest configuration has them. */
  readonly gate: Gate;
  readonly organization: {
    readonly connectedUserId: number;
    readonly configuration: OrganizationConfiguration;
  } | null;
  readonly account: { readonly name: string; readonly network: string } | null;
  /** What was known of the contact at the firing event. */
  readonly contact: { readonly name?: string; readonly handle?: string };
}
