import { contactIdOf, conversationIdOf, deliveryOf, type ConversationEvent } from '@parley/contracts';
import type { BatchContext, DecodedEvent } from '@parley/event-log';
import type { Entry, LogPosition } from '@parley/ticket-content';
import type { ContactSighting, Facts } from '../intake/intake';

/** What a batch of the log of record says about conversations and contacts. */
export function factsOf(events: readonly DecodedEvent<ConversationEvent>[], context: BatchContext): Facts {
  const { partition, epoch, nextOffset } = context;
  return {
    partition,
    epoch,
    nextOffset,
    facts: events.flatMap(({ event, position, traceparent }) => {
      const conversationId = conversationIdOf(event);
      const entry = entryOf(event, position, traceparent);
      if (conversationId === undefined || entry === undefined) return [];
      return [{ conversationId, contactId: contactIdOf(event), entry }];
    }),
    contacts: events.map(({ event, position }) => sightingOf(event, position)),
  };
}

function sightingOf({ data }: ConversationEvent, at: LogPosition): ContactSighting {
  const contact: { readonly id: string; readonly name?: string; readonly handle?: string } = data.contact;
  const { id: contactId, name, handle } = contact;
  return {
    contactId,
    at,
    ...(name === undefined ? {} : { name }),
    ...(handle === undefined ? {} : { handle }),
  };
}

/** The fact that an event adds to its conversation; undefined for those that a ticket never shows. */
function entryOf(
  event: ConversationEvent,
  at: LogPosition,
  traceparent: string | undefined,
): Entry | undefined {
  const fact = { at, ...(traceparent === undefined ? {} : { traceparent }) };
  switch (event.type) {
    case 'parley.message.received.v1':
      return { ...fact, ...messageOf(event.data.message), author: { kind: 'contact' }, delivery: 'sent' };
    case 'parley.message.sent.v1':
      return {
        ...fact,
        ...messageOf(event.data.message),
        author: event.data.author,
        delivery: deliveryOf(event),
      };
    case 'parley.message.delivery-changed.v1':
      return { ...fact, kind: 'delivery', messageId: event.data.message.id, delivery: event.data.delivery };
    case 'parley.message.edited.v1': {
      const { id, text, html } = event.data.message;
      return {
        ...fact,
        kind: 'edit',
        messageId: id,
        ...(text === undefined ? {} : { text }),
        ...(html === undefined ? {} : { html }),
      };
    }
    case 'parley.message.deleted.v1':
      return { ...fact, kind: 'deletion', messageId: event.data.message.id };
    case 'parley.note.added.v1': {
      const { id, text, sentAt } = event.data.note;
      return { ...fact, kind: 'note', noteId: id, author: event.data.author, text, sentAt };
    }
    case 'parley.conversation.tagged.v1':
      return { ...fact, kind: 'tags', tags: event.data.tags };
    case 'parley.conversation.closed.v1':
      return { ...fact, kind: 'closed' };
    case 'parley.conversation.reopened.v1':
      return { ...fact, kind: 'reopened' };
    case 'parley.conversation.routed.v1':
    case 'parley.conversation.fields-changed.v1':
    case 'parley.contact.updated.v1':
    case 'parley.contact.associated.v1':
    case 'parley.contact.disassociated.v1':
    case 'parley.contact.erased.v1':
      return undefined;
  }
}

type Message = Extract<ConversationEvent, { type: 'parley.message.received.v1' }>['data']['message'];

function messageOf({ id, text, html, url, sentAt, attachments }: Message) {
  return {
    kind: 'message' as const,
    messageId: id,
    sentAt,
    ...(text === undefined ? {} : { text }),
    ...(html === undefined ? {} : { html }),
    ...(url === undefined ? {} : { url }),
    ...(attachments === undefined ? {} : { attachments }),
  };
}
