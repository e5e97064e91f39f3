import type { Contact } from './contact';
import type { Conversation } from './conversation';
import type { Mark } from './moment';
import type { Surroundings } from './organization';
import type { Tickets } from './ticket';

/** Everything a decision about one conversation reads. */
export interface Situation {
  readonly conversation: Conversation;
  readonly contact: Contact;
  readonly surroundings: Surroundings;
}

/**
 * Why a conversation is looked at: an event of the log that is folded already (`contactMessage`: a message of the contact
 * told for the first time), or a configuration that may have opened a gate.
 */
export type Occasion =
  | { readonly kind: 'fact'; readonly mark: Mark; readonly contactMessage: boolean }
  | { readonly kind: 'configuration' };

/** The conversation's tickets in the organization its account is linked to now. */
export function ticketsHere({ conversation, surroundings }: Situation): Tickets | undefined {
  return surroundings.link === undefined
    ? undefined
    : conversation.tickets.get(surroundings.link.organizationId);
}
