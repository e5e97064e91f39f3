import { fileLine, NO_FILES, showFiles, type AttachmentOutcomes, type ShownFiles } from './attachment';
import type { Block } from './block';
import { MessageLookup, type MessageState } from './message-state';
import { plainText } from './plain-text';
import { isAfter, type LogPosition } from './position';
import { agentKey, type ContentSettings, type Visibility } from './settings';
import { formatTime } from './time';
import type {
  Author,
  DeletionEntry,
  DeliveryEntry,
  EditEntry,
  Entry,
  NoteEntry,
  TranscriptSlice,
} from './transcript';

/** As whom a comment would be written if this item stood alone in it (K3). */
export type ItemAuthor =
  | { readonly kind: 'requester' }
  | { readonly kind: 'agent'; readonly key: string }
  | { readonly kind: 'connected-user' };

/** One thing to show in a comment. */
export interface Item {
  readonly at: LogPosition;
  readonly block: Block;
  readonly visibility: Visibility;
  readonly author: ItemAuthor;
  /** Whether it is a message, so that it opens a follow-up of a closed ticket (K9). */
  readonly isMessage: boolean;
  /** Whether it is a message of the contact, so that it opens a waiting ticket (K10). */
  readonly isContactMessage: boolean;
  /** Whether it shows the text of a message, which a deletion may redact later (K13). */
  readonly hasText: boolean;
  /** Its files; their lines are in the block already. */
  readonly files: ShownFiles;
  readonly traceparent?: string;
}

/** Says what each entry of a slice shows in the ticket, if anything. */
export class Items {
  private readonly lookup: MessageLookup;

  constructor(
    slice: TranscriptSlice,
    private readonly firedAt: LogPosition,
    private readonly settings: ContentSettings,
    private readonly outcomes: AttachmentOutcomes,
  ) {
    this.lookup = new MessageLookup(slice);
  }

  /**
   * The item of an entry. Up to the firing event a message stands with its latest text (K1, K13) and amendments show
   * nothing by themselves; after it every message stands as it was written and each amendment is an item of its own.
   */
  of(entry: Entry): Item | undefined {
    const later = isAfter(entry.at, this.firedAt);
    switch (entry.kind) {
      case 'message': {
        const state = this.lookup.stateAt(entry.messageId, later ? entry.at : this.firedAt);
        return state && this.messageItem(state, entry.at, entry.traceparent);
      }
      case 'note':
        return this.noteItem(entry);
      case 'delivery':
        return later ? this.deliveryItem(entry) : undefined;
      case 'edit':
        return later ? this.editItem(entry) : undefined;
      case 'deletion':
        return later ? this.deletionItem(entry) : undefined;
      case 'tags':
      case 'closed':
      case 'reopened':
        return undefined;
    }
  }

  /** What a deletion makes unreadable: the places whose text goes; undefined when nothing is to be redacted for it (K13). */
  redactedBy(entry: Entry): readonly LogPosition[] | undefined {
    if (entry.kind !== 'deletion' || !this.settings.redactDeleted || !isAfter(entry.at, this.firedAt))
      return undefined;
    const before = this.lookup.stateBefore(entry.messageId, entry.at);
    return before === undefined || before.deleted
      ? undefined
      : this.lookup.placesBefore(entry.messageId, entry.at);
  }

  /** The text of a message that is to be redacted, and whose deletion is known already, never leaves. */
  private withheld(state: MessageState): MessageState {
    const isWithheld = this.settings.redactDeleted && this.lookup.isDeleted(state.message.messageId);
    return isWithheld ? { ...state, deleted: true } : state;
  }

  private messageItem(told: MessageState, at: LogPosition, traceparent: string | undefined): Item {
    const state = this.withheld(told);
    const { author } = state.message;
    const failed = author.kind !== 'contact' && state.delivery === 'failed';
    const { words } = this.settings;
    const given = state.deleted ? [] : (state.message.attachments ?? []);
    const files = showFiles(given, at, this.outcomes, words);
    return {
      at,
      block: this.block(state, failed ? [words.notDelivered] : [], this.textOf(state, files.lines)),
      visibility: failed ? 'internal' : this.settings.visibility[author.kind],
      author: authorOf(author),
      isMessage: true,
      isContactMessage: author.kind === 'contact',
      hasText: !state.deleted,
      files,
      ...traced(traceparent),
    };
  }

  /** A reply that failed becomes an internal comment that says so; one that got through after all is shown as a reply (K3). */
  private deliveryItem(entry: DeliveryEntry): Item | undefined {
    const before = this.lookup.stateBefore(entry.messageId, entry.at);
    if (!before || before.message.author.kind === 'contact' || before.deleted) return undefined;
    const failedBefore = before.delivery === 'failed';
    const failsNow = entry.delivery === 'failed';
    if (failsNow === failedBefore || (failedBefore && entry.delivery === 'pending')) return undefined;
    const now = { ...before, delivery: entry.delivery };
    // The comment of the reply itself has its files already; the remark that it failed only names them.
    return failsNow
      ? this.remark(now, entry, [this.settings.words.notDelivered], this.textOf(now))
      : this.messageItem(now, entry.at, entry.traceparent);
  }

  private editItem(entry: EditEntry): Item | undefined {
    const before = this.lookup.stateBefore(entry.messageId, entry.at);
    const after = this.lookup.stateAt(entry.messageId, entry.at);
    if (!before || !after || before.deleted) return undefined;
    return this.remark(after, entry, [this.settings.words.edited], this.textOf(after));
  }

  private deletionItem(entry: DeletionEntry): Item | undefined {
    const before = this.lookup.stateBefore(entry.messageId, entry.at);
    if (!before || before.deleted) return undefined;
    return this.remark(before, entry, [this.settings.words.deletedUpstream], this.settings.words.deletedText);
  }

  private remark(state: MessageState, entry: Entry, marks: readonly string[], text: string): Item {
    return {
      at: entry.at,
      block: this.block(state, marks, text),
      visibility: 'internal',
      author: { kind: 'connected-user' },
      isMessage: false,
      isContactMessage: false,
      hasText: text !== this.settings.words.deletedText,
      files: NO_FILES,
      ...traced(entry.traceparent),
    };
  }

  private noteItem(entry: NoteEntry): Item | undefined {
    if (!this.settings.syncNotes) return undefined;
    const { words, timeZone } = this.settings;
    return {
      at: entry.at,
      block: {
        who: this.nameOf(entry.author),
        time: formatTime(entry.sentAt, timeZone),
        marks: [words.internalNote],
        text: entry.text || words.noText,
      },
      visibility: 'internal',
      author: authorOf(entry.author),
      isMessage: false,
      isContactMessage: false,
      hasText: false,
      files: NO_FILES,
      ...traced(entry.traceparent),
    };
  }

  private block(state: MessageState, marks: readonly string[], text: string): Block {
    return {
      who: this.nameOf(state.message.author),
      time: formatTime(state.message.sentAt, this.settings.timeZone),
      marks,
      text,
    };
  }

  private nameOf(author: Author): string {
    const { words } = this.settings;
    switch (author.kind) {
      case 'contact':
        return author.name?.trim() || words.namelessContact;
      case 'advisor':
        return words.advisor(author.name?.trim() || words.namelessAdvisor);
      case 'bot':
        return words.bot(author.name?.trim() || words.namelessBot);
    }
  }

  /** @param files lines about its files; names alone where they are not given */
  private textOf(state: MessageState, files?: readonly string[]): string {
    const { words } = this.settings;
    if (this.withheld(state).deleted) return words.deletedText;
    const written = state.text ?? (state.html === undefined ? '' : plainText(state.html));
    const named = files ?? (state.message.attachments ?? []).map((file) => fileLine(file, undefined, words));
    const lines = [written, ...named];
    return lines.filter((line) => line.trim() !== '').join('\n') || words.noText;
  }
}

function authorOf(author: Author): ItemAuthor {
  if (author.kind === 'contact') return { kind: 'requester' };
  if (author.kind === 'advisor' && author.email) return { kind: 'agent', key: agentKey(author.email) };
  return { kind: 'connected-user' };
}

function traced(traceparent: string | undefined): { readonly traceparent?: string } {
  return traceparent === undefined ? {} : { traceparent };
}
