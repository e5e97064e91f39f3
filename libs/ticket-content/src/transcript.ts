import type { LogPosition } from './position';

/** How far a reply came on its way to the contact. */
export type Delivery = 'pending' | 'sent' | 'failed';

/** Who wrote a message; `name` is the one known when the message was logged. */
export type Author =
  | { readonly kind: 'contact'; readonly name?: string }
  | { readonly kind: 'advisor'; readonly id: string; readonly name?: string; readonly email?: string }
  | { readonly kind: 'bot'; readonly id: string; readonly name?: string };

/** A file that came with a message; `size` in bytes. */
export interface Attachment {
  readonly id: string;
  readonly fileName?: string;
  readonly contentType?: string;
  readonly size?: number;
  readonly url?: string;
  /** SHA-256 of its content in the blob store, where it came inline. */
  readonly blob?: string;
}

interface Fact {
  readonly at: LogPosition;
  /** W3C `traceparent` of the fact, so that the Zendesk call joins the publisher's trace. */
  readonly traceparent?: string;
}

/** A message of the contact, an advisor or a bot, as it was first logged. */
export interface MessageEntry extends Fact {
  readonly kind: 'message';
  readonly messageId: string;
  readonly author: Author;
  readonly delivery: Delivery;
  readonly text?: string;
  readonly html?: string;
  /** RFC 3339, shown only, never used for order. */
  readonly sentAt: string;
  readonly url?: string;
  readonly attachments?: readonly Attachment[];
}

/** The network told later what became of a reply. */
export interface DeliveryEntry extends Fact {
  readonly kind: 'delivery';
  readonly messageId: string;
  readonly delivery: Delivery;
}

/** A message was edited upstream: its new text. */
export interface EditEntry extends Fact {
  readonly kind: 'edit';
  readonly messageId: string;
  readonly text?: string;
  readonly html?: string;
}

/** A message was deleted upstream. */
export interface DeletionEntry extends Fact {
  readonly kind: 'deletion';
  readonly messageId: string;
}

/** An internal note between advisors; never a reply, never public (K4). */
export interface NoteEntry extends Fact {
  readonly kind: 'note';
  readonly noteId: string;
  readonly author: Author;
  readonly text: string;
  readonly sentAt: string;
}

/** The complete set of the conversation's tags after a change. */
export interface TagsEntry extends Fact {
  readonly kind: 'tags';
  readonly tags: readonly string[];
}

/** The conversation was closed upstream. */
export interface ClosedEntry extends Fact {
  readonly kind: 'closed';
}

/** The conversation was opened again upstream. */
export interface ReopenedEntry extends Fact {
  readonly kind: 'reopened';
}

/** One fact of a conversation, as the transcript keeps it. */
export type Entry =
  | MessageEntry
  | DeliveryEntry
  | EditEntry
  | DeletionEntry
  | NoteEntry
  | TagsEntry
  | ClosedEntry
  | ReopenedEntry;

/** What is still to be looked at, one page of it. */
export interface TranscriptSlice {
  /** Entries after the achieved position and not after the target, in log order, each message id once. */
  readonly entries: readonly Entry[];
  /** Whether `entries` reaches the target; false when the page ended before it. */
  readonly complete: boolean;
  /**
   * Every other entry about a message that `entries` names: the message itself where it lies before, and amendments up
   * to the firing event where they lie behind the page.
   */
  readonly related: readonly Entry[];
}

/** What the first write must know of the whole history up to the firing event (K1). */
export interface HistorySummary {
  /** Number of messages, of whatever author. */
  readonly messages: number;
  /** The platform's address of the last message, where it has one. */
  readonly lastMessageUrl?: string;
  /** The conversation's tags at the firing event, as upstream writes them. */
  readonly tags: readonly string[];
  /** Whether the conversation was closed at the firing event: closed, and neither reopened nor written to by the contact since. */
  readonly closed: boolean;
}

/** The id of the message an entry is about, or undefined for facts about the conversation. */
export function messageIdOf(entry: Entry): string | undefined {
  return 'messageId' in entry ? entry.messageId : undefined;
}
