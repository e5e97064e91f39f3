import { contactAssociatedV1 } from './conversation/contact-associated/v1';
import { contactDisassociatedV1 } from './conversation/contact-disassociated/v1';
import { contactErasedV1 } from './conversation/contact-erased/v1';
import { contactUpdatedV1 } from './conversation/contact-updated/v1';
import { conversationClosedV1 } from './conversation/conversation-closed/v1';
import { conversationFieldsChangedV1 } from './conversation/conversation-fields-changed/v1';
import { conversationReopenedV1 } from './conversation/conversation-reopened/v1';
import { conversationRoutedV1 } from './conversation/conversation-routed/v1';
import { conversationTaggedV1 } from './conversation/conversation-tagged/v1';
import { messageDeletedV1 } from './conversation/message-deleted/v1';
import { messageDeliveryChangedV1 } from './conversation/message-delivery-changed/v1';
import { messageEditedV1 } from './conversation/message-edited/v1';
import { messageReceivedV1 } from './conversation/message-received/v1';
import { messageSentV1 } from './conversation/message-sent/v1';
import { noteAddedV1 } from './conversation/note-added/v1';
import type { EventOf } from './define-event';

/** Every version of every event that the log of record holds. */
export const CONVERSATION_EVENTS = [
  messageReceivedV1,
  messageSentV1,
  messageDeliveryChangedV1,
  messageEditedV1,
  messageDeletedV1,
  noteAddedV1,
  conversationRoutedV1,
  conversationTaggedV1,
  conversationFieldsChangedV1,
  conversationClosedV1,
  conversationReopenedV1,
  contactUpdatedV1,
  contactAssociatedV1,
  contactDisassociatedV1,
  contactErasedV1,
] as const;

/** An event of the log of record; tell them apart by `type`. */
export type ConversationEvent = EventOf<(typeof CONVERSATION_EVENTS)[number]>;

/** The `type` of a {@link ConversationEvent}. */
export type ConversationEventType = ConversationEvent['type'];

/** The contact an event is about: the key of its record, whatever `partitionkey` says. */
export function contactIdOf(event: ConversationEvent): string {
  return event.data.contact.id;
}

/** An event about a conversation, not about a contact alone. */
export type EventOfConversation = Exclude<ConversationEvent, { readonly type: `parley.contact.${string}` }>;

/**
 * Whether an event is about a conversation. Told by its type: an event about a contact may carry a `conversationId`
 * too, as an unknown field that nobody checked.
 */
export function isEventOfConversation(event: ConversationEvent): event is EventOfConversation {
  return !event.type.startsWith('parley.contact.');
}

/** The conversation an event is about; undefined for the events about a contact alone. */
export function conversationIdOf(event: ConversationEvent): string | undefined {
  return isEventOfConversation(event) ? event.data.conversationId : undefined;
}
