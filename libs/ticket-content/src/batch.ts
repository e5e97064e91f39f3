import { UPLOADS_PER_COMMENT, type AttachmentDue, type AttachmentOutcomes } from './attachment';
import { COMMENT_BYTES, renderBlock, splitBlock } from './block';
import { byteLength } from './escape';
import type { Achieved, PinnedMessage } from './effect';
import { Items, type Item, type ItemAuthor } from './item';
import { comparePositions, isAfter, type LogPosition } from './position';
import { isRedacted } from './redaction';
import type { ContentSettings, Visibility } from './settings';
import { normaliseTags } from './tags';
import type { Entry, TranscriptSlice } from './transcript';

/** Where a batch goes: into the first history, onto an open ticket, or past a closed one (into a follow-up). */
export type BatchPlace = 'history' | 'open' | 'closed';

/** The text of one comment, before it is known who may be named as its author. */
export interface BatchComment {
  readonly html: string;
  readonly visibility: Visibility;
  readonly author: ItemAuthor;
  /** For each of its messages the fact whose text it shows, if any (K13). */
  readonly shows: readonly (LogPosition | null)[];
  /** Upload tokens of its files, in the order of their messages (K12). */
  readonly uploads: readonly string[];
}

/** The longest run of entries that one call can bring. */
export interface Batch {
  readonly comment?: BatchComment;
  /** Position, part and pinned rendering once it is brought. */
  readonly reached: Pick<Achieved, 'position' | 'part' | 'pinned'>;
  /** The furthest fact that it shows, if it shows any. */
  readonly through: LogPosition | null;
  /** The conversation's tags after it, when it has a change of them. */
  readonly tags?: readonly string[];
  readonly closes: boolean;
  readonly reopens: boolean;
  readonly hasContactMessage: boolean;
  readonly traceparents: readonly string[];
  /** Files that must be brought, or given up, before this batch can be told. */
  readonly due: readonly AttachmentDue[];
}

/**
 * Takes entries as long as one comment can show them: one visibility, {@link COMMENT_BYTES} at most, never past a
 * `closed` after the firing event (K5, K6, K8), nor past a deletion whose message is still to be redacted (K13).
 */
export function takeBatch(
  slice: TranscriptSlice,
  achieved: Achieved,
  firedAt: LogPosition,
  place: BatchPlace,
  settings: ContentSettings,
  outcomes: AttachmentOutcomes,
): Batch {
  const gathering = new Gathering(achieved, place);
  const items = new Items(slice, firedAt, settings, outcomes);
  const entries =
    place === 'history' ? slice.entries.filter((entry) => !isAfter(entry.at, firedAt)) : slice.entries;
  for (const entry of entries) {
    if (gathering.take(entry, items, settings) === 'full') break;
  }
  return gathering.batch();
}

/** Whether the entry after this one may come in, too. */
type Step = 'more' | 'full';

/** What a comment must know of an item besides its text. */
type Shown = Pick<Item, 'author' | 'visibility' | 'isMessage' | 'isContactMessage'>;

class Gathering {
  private readonly shown: {
    readonly html: string;
    readonly item: Shown;
    readonly textAt: LogPosition | null;
  }[] = [];
  private readonly traceparents: string[] = [];
  private readonly uploads: string[] = [];
  private due: readonly AttachmentDue[] = [];
  private bytes = 0;
  private sealed = false;
  private through: LogPosition | null = null;
  private tags: readonly string[] | undefined;
  private closes = false;
  private reopens = false;
  private reached: Pick<Achieved, 'position' | 'part' | 'pinned'>;

  constructor(
    private readonly achieved: Achieved,
    private readonly place: BatchPlace,
  ) {
    this.reached = { position: achieved.position, part: achieved.part, pinned: achieved.pinned };
  }

  take(entry: Entry, items: Items, settings: ContentSettings): Step {
    const { pinned } = this.reached;
    if (pinned !== null && comparePositions(entry.at, pinned.at) === 0) return this.takePart(pinned, entry);
    if (entry.kind === 'closed') return this.takeClosing(entry);
    if (items.redactedBy(entry) !== undefined && !isRedacted(this.achieved, entry)) return 'full';
    if (entry.kind === 'reopened') this.reopens ||= this.place === 'open';
    if (entry.kind === 'tags' && this.place !== 'history') this.tags = normaliseTags(entry.tags);
    const item = items.of(entry);
    if (item === undefined || this.missesClosedTicket(item)) return this.pass(entry);
    return this.takeItem(item, entry, settings);
  }

  batch(): Batch {
    const [first] = this.shown;
    return {
      ...(first === undefined
        ? {}
        : {
            comment: {
              html: this.shown.map(({ html }) => html).join(''),
              visibility: first.item.visibility,
              author: this.author(),
              shows: this.shown.map(({ textAt }) => textAt),
              uploads: this.uploads,
            },
          }),
      reached: this.reached,
      through: this.through,
      ...(this.tags === undefined ? {} : { tags: this.tags }),
      closes: this.closes,
      reopens: this.reopens,
      hasContactMessage: this.shown.some(({ item }) => item.isContactMessage),
      traceparents: this.traceparents,
      due: this.due,
    };
  }

  private pass(entry: Entry): Step {
    this.reached = { position: entry.at, part: 0, pinned: null };
    if (entry.kind === 'tags' || entry.kind === 'reopened') this.trace(entry);
    return 'more';
  }

  /** Only messages open a follow-up; what else came to a closed ticket shows nowhere (K9). */
  private missesClosedTicket(item: Item): boolean {
    return this.place === 'closed' && this.shown.length === 0 && !item.isMessage;
  }

  private takeClosing(entry: Entry): Step {
    if (this.place === 'closed' && this.shown.length > 0) return 'full';
    if (this.place !== 'open') return this.pass(entry);
    this.closes = true;
    this.pass(entry);
    this.trace(entry);
    return 'full';
  }

  private takeItem(item: Item, entry: Entry, settings: ContentSettings): Step {
    const html = renderBlock(item.block);
    const bytes = byteLength(html);
    if (this.shown.length > 0 && !this.fits(item, bytes)) return 'full';
    if (item.files.due.length > 0) {
      this.due = item.files.due;
      return 'full';
    }
    this.uploads.push(...item.files.uploads);
    if (this.shown.length === 0 && bytes > COMMENT_BYTES) {
      const { at, visibility, author, isMessage, isContactMessage } = item;
      const parts = splitBlock(item.block, settings.words);
      return this.takePart({ at, parts, visibility, author, isMessage, isContactMessage }, entry);
    }
    this.show(html, item, entry, item.hasText);
    this.bytes += bytes;
    this.reached = { position: entry.at, part: 0, pinned: null };
    return 'more';
  }

  /** Whether an item may join what is shown already; what waits for a file of its own does not hold up the others. */
  private fits({ visibility, files }: Item, bytes: number): boolean {
    return (
      !this.sealed &&
      !files.waits &&
      this.shown[0]?.item.visibility === visibility &&
      this.bytes + bytes <= COMMENT_BYTES &&
      this.uploads.length + files.uploads.length + files.due.length <= UPLOADS_PER_COMMENT
    );
  }

  /** One part of a split message is a comment of its own; what needs no comment may still follow the last one. */
  private takePart(pinned: PinnedMessage, entry: Entry): Step {
    if (this.shown.length > 0) return 'full';
    const part = this.reached.part;
    this.show(pinned.parts[part] ?? '', pinned, entry, true);
    this.sealed = true;
    if (part + 1 < pinned.parts.length) {
      this.reached = { position: this.reached.position, part: part + 1, pinned };
      return 'full';
    }
    this.reached = { position: entry.at, part: 0, pinned: null };
    return 'more';
  }

  private show(html: string, item: Shown, entry: Entry, hasText: boolean): void {
    this.shown.push({ html, item, textAt: hasText ? entry.at : null });
    this.through = entry.at;
    this.trace(entry);
  }

  private trace(entry: Entry): void {
    if (entry.traceparent !== undefined) this.traceparents.push(entry.traceparent);
  }

  /** A message alone is its author's; several are the requester's when all are the contact's, else the connected user's (K3, K5). */
  private author(): ItemAuthor {
    const [only, ...more] = this.shown;
    if (only !== undefined && more.length === 0) return only.item.author;
    const allContact = this.shown.every(
      ({ item }) => item.author.kind === 'requester' && item.isContactMessage,
    );
    return allContact ? { kind: 'requester' } : { kind: 'connected-user' };
  }
}
