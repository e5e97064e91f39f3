import type { ContactDetails } from '../src/contact';
import type { FieldValue } from '../src/email-fields';
import type { Delivery } from '../src/replies';
import { EMAIL_KEY, TEAM, type World } from './world';

type Fields = Readonly<Record<string, FieldValue>>;

/** Tells events of a conversation on the account `whatsapp` in the words of the rules; each gives the event's offset. */
export function tell(world: World, conversationId = 'conv-1', accountId = 'whatsapp') {
  const about = { conversationId, accountId };
  let message = 0;
  const nextId = (): string => `${conversationId}-m${(message += 1)}`;
  return {
    message: (messageId = nextId(), contact: Partial<ContactDetails> = {}) =>
      world.happen({ ...about, kind: 'message-received', messageId, contact }),
    reply: (delivery: Delivery = 'sent', messageId = nextId()) =>
      world.happen({ ...about, kind: 'reply-sent', messageId, byAdvisor: true, delivery }),
    botReply: (delivery: Delivery = 'sent', messageId = nextId()) =>
      world.happen({ ...about, kind: 'reply-sent', messageId, byAdvisor: false, delivery }),
    delivery: (messageId: string, delivery: Delivery) =>
      world.happen({ ...about, kind: 'delivery-changed', messageId, delivery }),
    note: () => world.happen({ ...about, kind: 'content-changed' }),
    routed: (teamId: string | null = TEAM) => world.happen({ ...about, kind: 'routed', teamId }),
    closed: () => world.happen({ ...about, kind: 'closed' }),
    reopened: () => world.happen({ ...about, kind: 'reopened' }),
    fields: (fields: Fields) => world.happen({ ...about, kind: 'fields-changed', fields }),
    email: (value: FieldValue) =>
      world.happen({ ...about, kind: 'fields-changed', fields: { [EMAIL_KEY]: value } }),
  };
}

/** Tells events of the contact. */
export function tellContact(world: World) {
  return {
    associated: (zendeskUserId = 9001, organizationId = 'acme') =>
      world.happenToContact({ kind: 'contact-associated', organizationId, zendeskUserId }),
    disassociated: (organizationId = 'acme') =>
      world.happenToContact({ kind: 'contact-disassociated', organizationId }),
    updated: (contact: Partial<ContactDetails>) =>
      world.happenToContact({ kind: 'contact-updated', contact }),
    email: (value: FieldValue) =>
      world.happenToContact({ kind: 'contact-updated', contact: { fields: { [EMAIL_KEY]: value } } }),
    erased: () => world.happenToContact({ kind: 'contact-erased' }),
  };
}
