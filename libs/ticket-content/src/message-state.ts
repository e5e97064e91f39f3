import { comparePositions, isAfter, type LogPosition } from './position';
import {
  messageIdOf,
  type Delivery,
  type Entry,
  type MessageEntry,
  type TranscriptSlice,
} from './transcript';

/** A message as it stood at some place of the log, its amendments applied. */
export interface MessageState {
  readonly message: MessageEntry;
  readonly text?: string;
  readonly html?: string;
  readonly delivery: Delivery;
  readonly deleted: boolean;
}

/** Finds messages and applies what was said about them later. */
export class MessageLookup {
  private readonly facts = new Map<string, Entry[]>();

  constructor(slice: TranscriptSlice) {
    const all = [...slice.related, ...slice.entries].sort((a, b) => comparePositions(a.at, b.at));
    for (const entry of all) {
      const id = messageIdOf(entry);
      if (id === undefined) continue;
      const known = this.facts.get(id);
      if (known) known.push(entry);
      else this.facts.set(id, [entry]);
    }
  }

  /** The message as it stood once everything up to and including `horizon` was known; undefined when it was never logged. */
  stateAt(messageId: string, horizon: LogPosition): MessageState | undefined {
    let state: MessageState | undefined;
    for (const entry of this.facts.get(messageId) ?? []) {
      if (isAfter(entry.at, horizon)) break;
      state = applied(state, entry);
    }
    return state;
  }

  /** Whether a deletion of it is known, at whatever place. */
  isDeleted(messageId: string): boolean {
    return this.facts.get(messageId)?.some(({ kind }) => kind === 'deletion') === true;
  }

  /** The places of the message and of all that was said about it before `place`, in log order. */
  placesBefore(messageId: string, place: LogPosition): readonly LogPosition[] {
    const told = this.facts.get(messageId) ?? [];
    return told.filter(({ at }) => isAfter(place, at)).map(({ at }) => at);
  }

  /** The message as it stood just before `place`. */
  stateBefore(messageId: string, place: LogPosition): MessageState | undefined {
    return this.stateAt(messageId, { ...place, offset: place.offset - 1 });
  }
}

function applied(state: MessageState | undefined, entry: Entry): MessageState | undefined {
  if (entry.kind === 'message') return state ?? initial(entry);
  if (!state) return undefined;
  switch (entry.kind) {
    case 'delivery':
      return { ...state, delivery: entry.delivery };
    case 'deletion':
      return { ...state, deleted: true };
    case 'edit':
      return {
        message: state.message,
        delivery: state.delivery,
        deleted: state.deleted,
        ...(entry.text === undefined ? {} : { text: entry.text }),
        ...(entry.html === undefined ? {} : { html: entry.html }),
      };
    case 'note':
    case 'tags':
    case 'closed':
    case 'reopened':
      return state;
  }
}

function initial(message: MessageEntry): MessageState {
  return {
    message,
    delivery: message.delivery,
    deleted: false,
    ...(message.text === undefined ? {} : { text: message.text }),
    ...(message.html === undefined ? {} : { html: message.html }),
  };
}
