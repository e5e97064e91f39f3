import type {
  Actor,
  Author,
  Contact,
  ConversationEvent,
  Delivery,
  EventRef,
  FieldValues,
  Message,
} from '@parley/contracts';
import { aMessage, type MessageBuilder } from './a-message';

type EventOfType<T extends ConversationEvent['type']> = Extract<ConversationEvent, { type: T }>;

const SOURCE = '/platforms/test';
const FIRST_SECOND = Date.parse('2026-11-21T09:00:00.000Z');

/**
 * Tells a conversation as a story, one event a step, in log order:
 * `aConversation('conv-1').of('contact-1').contactWrites('Hello').advisorReplies('Hi').contactIsAssociated('org-1', 42).events()`.
 * Ids and times follow from the order alone (a second apart), so the same story always gives the same events.
 */
export class ConversationStory {
  private readonly told: ConversationEvent[] = [];
  private contact: Contact = { id: 'contact-1', name: 'Ada Lovelace' };
  private accountId = 'acc-whatsapp-1';
  private messages = 0;

  constructor(private readonly conversationId: string) {}

  /** Who writes; further facts (name, handle, fields) may be given. */
  of(contact: string | Contact): this {
    this.contact = typeof contact === 'string' ? { id: contact, name: 'Ada Lovelace' } : contact;
    return this;
  }

  /** Through which account. */
  on(accountId: string): this {
    this.accountId = accountId;
    return this;
  }

  contactWrites(content: string | MessageBuilder = this.nextMessage()): this {
    return this.tell('parley.message.received.v1', { ...this.facts(), message: this.messageOf(content) });
  }

  advisorReplies(
    content: string | MessageBuilder = this.nextMessage(),
    delivery: Delivery = 'sent',
    by: Partial<Author> = {},
  ): this {
    const author: Author = { kind: 'advisor', id: 'advisor-1', name: 'Grace Hopper', ...by };
    return this.tell('parley.message.sent.v1', {
      ...this.facts(),
      message: this.messageOf(content),
      author,
      delivery,
    });
  }

  botReplies(content: string | MessageBuilder = this.nextMessage()): this {
    const author: Author = { kind: 'bot', id: 'bot-1', name: 'Bot' };
    return this.tell('parley.message.sent.v1', { ...this.facts(), message: this.messageOf(content), author });
  }

  deliveryBecomes(delivery: Delivery, messageId = this.lastMessageId()): this {
    return this.tell('parley.message.delivery-changed.v1', {
      ...this.facts(),
      message: { id: messageId },
      delivery,
    });
  }

  messageIsEdited(text: string, messageId = this.lastMessageId()): this {
    return this.tell('parley.message.edited.v1', { ...this.facts(), message: { id: messageId, text } });
  }

  messageIsDeleted(messageId = this.lastMessageId()): this {
    return this.tell('parley.message.deleted.v1', { ...this.facts(), message: { id: messageId } });
  }

  noteIsAdded(text: string): this {
    const author: Author = { kind: 'advisor', id: 'advisor-1', name: 'Grace Hopper' };
    const note = { id: `${this.conversationId}-note-${this.told.length + 1}`, text, sentAt: this.nextTime() };
    return this.tell('parley.note.added.v1', { ...this.facts(), note, author });
  }

  isRoutedTo(teamId: string | null, by: Actor = { kind: 'rule', id: 'rule-1' }): this {
    return this.tell('parley.conversation.routed.v1', { ...this.facts(), teamId, by });
  }

  isTagged(...tags: readonly string[]): this {
    return this.tell('parley.conversation.tagged.v1', { ...this.facts(), tags });
  }

  fieldsBecome(conversationFields: FieldValues): this {
    return this.tell('parley.conversation.fields-changed.v1', { ...this.facts(), conversationFields });
  }

  isClosed(): this {
    return this.tell('parley.conversation.closed.v1', this.facts());
  }

  isReopened(): this {
    return this.tell('parley.conversation.reopened.v1', this.facts());
  }

  /** What is known of the contact changes, outside any conversation; further events carry only what `of` said. */
  contactIsUpdated(facts: Omit<Contact, 'id'>): this {
    return this.tell('parley.contact.updated.v1', { contact: { ...facts, id: this.contact.id } });
  }

  contactIsAssociated(organizationId: string, zendeskUserId: number): this {
    const by: Actor = { kind: 'advisor', id: 'advisor-1' };
    return this.tell('parley.contact.associated.v1', {
      contact: this.contact,
      organizationId,
      zendeskUserId,
      by,
    });
  }

  contactIsDisassociated(organizationId: string): this {
    const by: Actor = { kind: 'advisor', id: 'advisor-1' };
    return this.tell('parley.contact.disassociated.v1', { contact: this.contact, organizationId, by });
  }

  /** Everything told so far, in order. */
  events(): readonly ConversationEvent[] {
    return [...this.told];
  }

  /** The last event told. */
  last(): ConversationEvent {
    const last = this.told.at(-1);
    if (last === undefined) throw new Error('Nothing has been told yet');
    return last;
  }

  /** Identity of the last event. */
  lastRef(): EventRef {
    const { source, id } = this.last();
    return { source, id };
  }

  private facts(): { conversationId: string; accountId: string; contact: Contact } {
    return { conversationId: this.conversationId, accountId: this.accountId, contact: this.contact };
  }

  private nextMessage(): MessageBuilder {
    return aMessage(`${this.conversationId}-m${this.messages + 1}`).sentAt(this.nextTime());
  }

  private messageOf(content: string | MessageBuilder): Message {
    const message = (typeof content === 'string' ? this.nextMessage().saying(content) : content).build();
    this.messages += 1;
    return message;
  }

  private lastMessageId(): string {
    return `${this.conversationId}-m${this.messages}`;
  }

  private nextTime(): string {
    return new Date(FIRST_SECOND + this.told.length * 1000).toISOString();
  }

  private tell<T extends ConversationEvent['type']>(type: T, data: EventOfType<T>['data']): this {
    const event = {
      specversion: '1.0',
      id: `${this.conversationId}-e${this.told.length + 1}`,
      source: SOURCE,
      type,
      time: this.nextTime(),
      subject: 'conversationId' in data ? data.conversationId : data.contact.id,
      partitionkey: data.contact.id,
      data,
    } as EventOfType<T>;
    this.told.push(event);
    return this;
  }
}

/** A conversation between `contact-1` (Ada Lovelace) and the account `acc-whatsapp-1`, until told otherwise. */
export function aConversation(conversationId = 'conv-1'): ConversationStory {
  return new ConversationStory(conversationId);
}
