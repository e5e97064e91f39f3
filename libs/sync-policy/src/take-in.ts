import {
  type Conversation,
  type ConversationFact,
  evolve,
  isNewContactMessage,
  newConversation,
} from './conversation';

/** A fact was taken in and nothing decided yet, or it was refused. */
export type TakenIn =
  | {
      readonly kind: 'accepted';
      readonly conversation: Conversation;
      /** A message of the contact that was not told before. */
      readonly contactMessage: boolean;
    }
  | { readonly kind: 'rejected'; readonly reason: 'conversation-moved' };

/**
 * Takes an event about a conversation into what is remembered, without deciding. Refused as `conversation-moved` when it
 * names another contact than the conversation began with (contracts 3).
 */
export function takeIn(known: Conversation | undefined, fact: ConversationFact): TakenIn {
  const before = known ?? newConversation(fact);
  if (before.contactId !== fact.contact.id) return { kind: 'rejected', reason: 'conversation-moved' };
  const contactMessage = isNewContactMessage(before, fact);
  return { kind: 'accepted', conversation: evolve(before, fact), contactMessage };
}
