import type { Contact } from './contact';
import {
  type Conversation,
  type ConversationFact,
  evolve,
  isNewContactMessage,
  newConversation,
} from './conversation';
import { decide, type Decided } from './decide';
import type { Surroundings } from './organization';

/** A fact was folded and decided about, or refused. */
export type Folded =
  | ({ readonly kind: 'accepted' } & Decided)
  | { readonly kind: 'rejected'; readonly reason: 'conversation-moved' };

/**
 * Folds an event about a conversation and decides what follows. `contact` has learnt from the same event already.
 * Refused as `conversation-moved` when the event names another contact than the conversation began with (contracts 3).
 */
export function fold(
  known: Conversation | undefined,
  fact: ConversationFact,
  contact: Contact,
  surroundings: Surroundings,
): Folded {
  const before = known ?? newConversation(fact);
  if (before.contactId !== fact.contact.id) return { kind: 'rejected', reason: 'conversation-moved' };
  const contactMessage = isNewContactMessage(before, fact);
  const conversation = evolve(before, fact);
  const decided = decide(
    { conversation, contact, surroundings },
    { kind: 'fact', mark: fact.mark, contactMessage },
  );
  return { kind: 'accepted', ...decided };
}
