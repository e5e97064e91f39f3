import type { AttachmentDue } from './attachment';
import { comparePositions, type LogPosition } from './position';
import type { ItemAuthor } from './item';
import type { Visibility } from './settings';

/** Status of a Zendesk ticket (the category, where custom statuses are on). */
export type TicketStatus = 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed';

/** A message that was split, with all its parts exactly as they were first cut (K6). */
export interface PinnedMessage {
  readonly at: LogPosition;
  /** Rendered parts, those already written included. */
  readonly parts: readonly string[];
  readonly visibility: Visibility;
  readonly author: ItemAuthor;
  readonly isMessage: boolean;
  readonly isContactMessage: boolean;
}

/** How much of a conversation its ticket shows. A plain value: it is stored, and taken up again after any pause. */
export interface Achieved {
  /** Everything up to here is in the ticket; `null` before the first write. */
  readonly position: LogPosition | null;
  /** Parts written of the message after `position`, when it was split. */
  readonly part: number;
  readonly pinned: PinnedMessage | null;
  /**
   * First write (K1): `open` while messages or the note are due; `noted` when only the final status is due; `done`.
   */
  readonly history: 'open' | 'noted' | 'done';
  /** Whether the follow-up's note that names the earlier ticket is due (K9). */
  readonly followUpNoteDue: boolean;
  /** The conversation's tags at `position`, normalised. */
  readonly conversationTags: readonly string[];
  /** Tags on the ticket that Parley put there and may take away (K7). */
  readonly ownTags: readonly string[];
  /** The newest deletion whose message is redacted, or being redacted; `null` when there was none (K13). */
  readonly redaction: Redaction | null;
  /** What was let go in the error desk, oldest first; the note about each is due (X3). */
  readonly ignored: readonly IgnoredEffect[];
}

/** How far the redaction of a deleted message came (K13). */
export interface Redaction {
  /** The deletion. */
  readonly at: LogPosition;
  /** Zendesk's ids of the comments that were redacted for it. */
  readonly comments: readonly number[];
  readonly isDone: boolean;
}

/** An effect that a person let go in the error desk (X3). */
export interface IgnoredEffect {
  /** Who did. */
  readonly by: string;
  /** When, RFC 3339. */
  readonly at: string;
  readonly note: string;
  /** Why it was parked. */
  readonly reason: string;
}

/** Nothing written yet. */
export const NOTHING_ACHIEVED: Achieved = {
  position: null,
  part: 0,
  pinned: null,
  history: 'open',
  followUpNoteDue: false,
  conversationTags: [],
  ownTags: [],
  redaction: null,
  ignored: [],
};

/** Whether two say the same, however they were stored. */
export function isSame(a: Achieved, b: Achieved): boolean {
  const sameList = (one: readonly string[], other: readonly string[]) => one.join(' ') === other.join(' ');
  const sameAt = (one: LogPosition | null, other: LogPosition | null) =>
    one === null || other === null ? one === other : comparePositions(one, other) === 0;
  const samePlace = sameAt(a.position, b.position);
  return (
    samePlace &&
    a.part === b.part &&
    (a.pinned === null) === (b.pinned === null) &&
    a.history === b.history &&
    a.followUpNoteDue === b.followUpNoteDue &&
    a.ignored.length === b.ignored.length &&
    sameAt(a.redaction?.at ?? null, b.redaction?.at ?? null) &&
    a.redaction?.isDone === b.redaction?.isDone &&
    a.redaction?.comments.length === b.redaction?.comments.length &&
    sameList(a.conversationTags, b.conversationTags) &&
    sameList(a.ownTags, b.ownTags)
  );
}

/** The Zendesk ticket as last seen. */
export interface TicketView {
  readonly id: number;
  readonly status: TicketStatus;
  readonly tags: readonly string[];
  readonly assigneeId: number | null;
  /** The requester that was last given to it; agents may have changed it since, and keep their word. */
  readonly requesterId: number;
  /** Comments on it, as far as known. */
  readonly comments: number;
}

/** A comment to write; exactly these values are sent. */
export interface Comment {
  readonly html: string;
  readonly public: boolean;
  readonly authorId: number;
  /** Upload tokens of its attachments, in their order (K12). */
  readonly uploads?: readonly string[];
}

/** What kind of call an effect is, for the order in which a short budget is spent (create first, history last). */
export type EffectClass = 'create' | 'close' | 'public' | 'internal' | 'history';

interface Effect {
  readonly class: EffectClass;
  /** What is achieved once Zendesk has taken it. */
  readonly achieved: Achieved;
  /** The furthest fact it brings; for a part of a split message, that message. */
  readonly through: LogPosition;
  /** Traces of the facts it brings, oldest first. */
  readonly traceparents: readonly string[];
  /** For each message of its comment, in their order, the fact whose text it shows; `null` where it shows none. */
  readonly shows: readonly (LogPosition | null)[];
}

/** Opens the ticket, or the follow-up of a closed one. */
export interface CreateEffect extends Effect {
  readonly kind: 'create' | 'follow-up';
  /** The closed ticket that a follow-up goes on from. */
  readonly sourceTicketId?: number;
  readonly subject: string;
  readonly requesterId: number;
  readonly tags: readonly string[];
  readonly comment: Comment;
}

/** One update of the ticket; every part of it goes in one call. */
export interface UpdateEffect extends Effect {
  readonly kind: 'update';
  readonly comment?: Comment;
  /** Exact difference, to be applied to the ticket's tags as read. */
  readonly tags?: { readonly add: readonly string[]; readonly remove: readonly string[] };
  readonly status?: TicketStatus;
  readonly assigneeId?: number;
  /** The requester of a newer association (T10). */
  readonly requesterId?: number;
}

/** Makes the text of a deleted message unreadable wherever the ticket shows it (K13). */
export interface RedactEffect extends Omit<Effect, 'shows'> {
  readonly kind: 'redact';
  /** The facts whose text goes: the message, its edits, and the deliveries that showed it again. */
  readonly textsAt: readonly LogPosition[];
  /** How far it came already. */
  readonly redaction: Redaction;
}

/** The next thing to do for a ticket. */
export type NextEffect =
  | CreateEffect
  | UpdateEffect
  | RedactEffect
  /** Nothing to send, but this much more is achieved. */
  | { readonly kind: 'advance'; readonly achieved: Achieved }
  /** Ask again once it is known whether an agent has this e-mail address. */
  | { readonly kind: 'agent-unknown'; readonly key: string }
  /** Ask again once each of these is uploaded or given up (K12); at least one. */
  | { readonly kind: 'attachments-due'; readonly due: readonly AttachmentDue[] }
  | { readonly kind: 'nothing' };
