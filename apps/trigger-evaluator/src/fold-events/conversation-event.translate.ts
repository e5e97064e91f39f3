import { type ConversationEvent, deliveryOf, type EventRef } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import type { ContactFact, ConversationFact, Mark } from '@parley/sync-policy';

/** An event of the log of record in the policy's words. */
export type Fact =
  | { readonly about: 'conversation'; readonly fact: ConversationFact }
  | { readonly about: 'contact'; readonly fact: ContactFact };

type Event = DecodedEvent<ConversationEvent>;
type AboutConversation = Extract<ConversationEvent, { data: { conversationId: string } }>;
type AboutContact = Exclude<ConversationEvent, AboutConversation>;

/** Translates an event; `time` says when it happened upstream, else the log's own time stands in. */
export function translateEvent({ event, position, record }: Event): Fact {
  const upstream = event.time === undefined ? Number.NaN : Date.parse(event.time);
  const cause: EventRef = { source: event.source, id: event.id };
  const mark: Mark = { position, at: Number.isNaN(upstream) ? record.timestamp : upstream, cause };
  return isAboutConversation(event)
    ? { about: 'conversation', fact: conversationFact(event, mark, record.timestamp) }
    : { about: 'contact', fact: contactFact(event, mark) };
}

function isAboutConversation(event: ConversationEvent): event is AboutConversation {
  return 'conversationId' in event.data;
}

function conversationFact(event: AboutConversation, mark: Mark, loggedAt: number): ConversationFact {
  const { conversationId, accountId, contact, conversationFields } = event.data;
  const fields = conversationFields === undefined ? {} : { fields: conversationFields };
  const common = { mark, loggedAt, conversationId, accountId, contact, ...fields };
  switch (event.type) {
    case 'parley.message.received.v1':
      return { ...common, kind: 'message-received', messageId: event.data.message.id };
    case 'parley.message.sent.v1': {
      const byAdvisor = event.data.author.kind === 'advisor';
      const delivery = deliveryOf(event);
      return { ...common, kind: 'reply-sent', messageId: event.data.message.id, byAdvisor, delivery };
    }
    case 'parley.message.delivery-changed.v1': {
      const { message, delivery } = event.data;
      return { ...common, kind: 'delivery-changed', messageId: message.id, delivery };
    }
    case 'parley.conversation.routed.v1':
      return { ...common, kind: 'routed', teamId: event.data.teamId };
    case 'parley.conversation.fields-changed.v1':
      return { ...common, kind: 'fields-changed' };
    case 'parley.conversation.closed.v1':
      return { ...common, kind: 'closed' };
    case 'parley.conversation.reopened.v1':
      return { ...common, kind: 'reopened' };
    case 'parley.message.edited.v1':
    case 'parley.message.deleted.v1':
    case 'parley.note.added.v1':
    case 'parley.conversation.tagged.v1':
      return { ...common, kind: 'content-changed' };
  }
}

function contactFact(event: AboutContact, mark: Mark): ContactFact {
  switch (event.type) {
    case 'parley.contact.updated.v1':
      return { kind: 'contact-updated', mark, contact: event.data.contact };
    case 'parley.contact.associated.v1': {
      const { contact, organizationId, zendeskUserId } = event.data;
      return { kind: 'contact-associated', mark, contact, organizationId, zendeskUserId };
    }
    case 'parley.contact.disassociated.v1': {
      const { contact, organizationId } = event.data;
      return { kind: 'contact-disassociated', mark, contact, organizationId };
    }
    case 'parley.contact.erased.v1':
      return { kind: 'contact-erased', mark, contact: { id: event.data.contact.id } };
  }
}
