import type { Author, ContentSettings, Entry, LaneView, MessageEntry, NoteEntry, People } from '../src';
import { DEFAULT_SUBJECT, ENGLISH, NOTHING_ACHIEVED, UTC } from '../src';

export const ADA: Author = { kind: 'contact', name: 'Ada Lovelace' };
export const GRACE: Author = {
  kind: 'advisor',
  id: 'grace',
  name: 'Grace Hopper',
  email: 'Grace@Example.org',
};
export const BOT: Author = { kind: 'bot', id: 'welcome', name: 'Welcome' };

export const REQUESTER = 501;
export const CONNECTED_USER = 900;
export const GRACE_AGENT = 701;

export const SETTINGS: ContentSettings = {
  subject: DEFAULT_SUBJECT,
  extraTags: [],
  visibility: { contact: 'public', advisor: 'public', bot: 'public' },
  syncNotes: false,
  redactDeleted: false,
  closeAs: 'closed',
  words: ENGLISH,
  timeZone: UTC,
};

export const PEOPLE: People = {
  requesterId: REQUESTER,
  connectedUserId: CONNECTED_USER,
  agents: new Map([['grace@example.org', GRACE_AGENT]]),
  contact: { id: 'contact-7', name: 'Ada Lovelace' },
  account: { name: 'Acme support', network: 'whatsapp' },
};

export function place(offset: number): Entry['at'] {
  return { epoch: 1, partition: 3, offset };
}

export function lane(firedAt: number, through: number): LaneView {
  return {
    mode: 'A',
    firedAt: place(firedAt),
    through: place(through),
    frozen: false,
    achieved: NOTHING_ACHIEVED,
    ticket: null,
    earlierTicketId: null,
  };
}

/** A conversation told as a list of facts; each takes the next offset of the log, from 1 on. */
export class Conversation {
  readonly entries: Entry[] = [];

  private next(): { at: Entry['at']; traceparent: string } {
    const offset = this.entries.length + 1;
    return {
      at: place(offset),
      traceparent: `00-${String(offset).padStart(32, '0')}-${'1'.padStart(16, '0')}-01`,
    };
  }

  message(author: Author, text: string, more: Partial<MessageEntry> = {}): this {
    const fact = this.next();
    const written: MessageEntry = {
      kind: 'message',
      ...fact,
      messageId: `m-${fact.at.offset}`,
      author,
      delivery: 'sent',
      text,
      sentAt: '2026-11-21T09:30:00Z',
      ...more,
    };
    this.entries.push(written);
    return this;
  }

  contact(text: string, more: Partial<MessageEntry> = {}): this {
    return this.message(ADA, text, more);
  }

  advisor(text: string, more: Partial<MessageEntry> = {}): this {
    return this.message(GRACE, text, more);
  }

  bot(text: string): this {
    return this.message(BOT, text);
  }

  note(text: string, author: NoteEntry['author'] = GRACE): this {
    const fact = this.next();
    this.entries.push({
      kind: 'note',
      ...fact,
      noteId: `n-${fact.at.offset}`,
      author,
      text,
      sentAt: '2026-11-21T09:31:00Z',
    });
    return this;
  }

  edit(messageOffset: number, text: string): this {
    this.entries.push({ kind: 'edit', ...this.next(), messageId: `m-${messageOffset}`, text });
    return this;
  }

  deletion(messageOffset: number): this {
    this.entries.push({ kind: 'deletion', ...this.next(), messageId: `m-${messageOffset}` });
    return this;
  }

  delivery(messageOffset: number, delivery: 'pending' | 'sent' | 'failed'): this {
    this.entries.push({ kind: 'delivery', ...this.next(), messageId: `m-${messageOffset}`, delivery });
    return this;
  }

  tags(...tags: readonly string[]): this {
    this.entries.push({ kind: 'tags', ...this.next(), tags });
    return this;
  }

  closed(): this {
    this.entries.push({ kind: 'closed', ...this.next() });
    return this;
  }

  reopened(): this {
    this.entries.push({ kind: 'reopened', ...this.next() });
    return this;
  }

  get length(): number {
    return this.entries.length;
  }
}
