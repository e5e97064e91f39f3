import { type Contact, newContact } from '@parley/sync-policy';
import type { Fact } from './conversation-event.translate';
import type { Decider } from './decider';
import { contactAfter } from './fold-batch';
import type { ConversationsOf } from './state-store';

/**
 * Most conversations of one contact that are decided about inside the batch of the event that moves them. Those of a
 * contact with more are looked at again in pages after it, so that no event costs more than this.
 */
export const MOST_CONVERSATIONS_AT_ONCE = 2_000;

/**
 * The contacts of whom all conversations are needed, because an event may move triggers of conversations other than its own.
 * One too many does no harm, so events that will be refused are not told apart here.
 */
export function movedContacts(
  facts: Iterable<Fact>,
  contacts: ReadonlyMap<string, Contact>,
  decider: Pick<Decider, 'movesOthers'>,
  most = MOST_CONVERSATIONS_AT_ONCE,
): readonly ConversationsOf[] {
  const running = new Map<string, Contact>();
  const moved = new Map<string, ConversationsOf>();
  for (const fact of facts) {
    const contactId = fact.fact.contact.id;
    const before = running.get(contactId) ?? contacts.get(contactId) ?? newContact(contactId);
    const after = contactAfter(before, fact);
    if (after !== before) running.set(contactId, after);
    if (fact.fact.kind === 'contact-erased') {
      // Erasing cannot be put off to pages that only decide.
      moved.set(contactId, { contactId, most: Number.MAX_SAFE_INTEGER });
    } else if (decider.movesOthers(before, after) && !moved.has(contactId)) {
      moved.set(contactId, { contactId, most });
    }
  }
  return [...moved.values()];
}
