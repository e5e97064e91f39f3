import type { Conversation, ToldEvent } from './conversation';
import { ADVISOR_EMAIL } from './names';
import type { Telling } from './story';

/** Type of the event that tells it, without the vendor's prefix. */
export const EVENT_TYPES: Readonly<Record<Telling, string>> = {
  contact: 'message.received',
  advisor: 'message.sent',
  bot: 'message.sent',
  failed: 'message.sent',
  tags: 'conversation.tagged',
  closed: 'conversation.closed',
  reopened: 'conversation.reopened',
  edit: 'message.edited',
  deletion: 'message.deleted',
};

/** What an event is told with. */
export interface Told {
  readonly what: Telling;
  /** The word that its text has. */
  readonly token: string;
  /** The message that it changes. */
  readonly changed: ToldEvent | undefined;
  readonly tags: readonly string[];
  readonly time: string;
}

/** The data of an event of a conversation. */
export function payloadOf(conversation: Conversation, { what, token, changed, tags, time }: Told): object {
  const common = {
    conversationId: conversation.id,
    accountId: conversation.organization.names.accountId,
    contact: { id: conversation.contactId, name: 'Ada Lovelace' },
  };
  const message = { id: `m-${token}`, text: `${token} says something`, sentAt: time };
  const advisor = { kind: 'advisor', id: 'grace', name: 'Grace Hopper', email: ADVISOR_EMAIL };
  switch (what) {
    case 'contact':
      return { ...common, message };
    case 'advisor':
      return { ...common, message, author: advisor };
    case 'failed':
      return { ...common, message, author: advisor, delivery: 'failed' };
    case 'bot':
      return { ...common, message, author: { kind: 'bot', id: 'bot-1', name: 'Marvin' } };
    case 'edit':
      return { ...common, message: { id: `m-${changed?.token ?? ''}`, text: `${token} says it anew` } };
    case 'deletion':
      return { ...common, message: { id: `m-${changed?.token ?? ''}` } };
    case 'tags':
      return { ...common, tags };
    case 'closed':
    case 'reopened':
      return common;
  }
}
