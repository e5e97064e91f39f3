import { Type } from '@sinclair/typebox';
import { defineEvent, type EventOf } from '../../define-event';
import { ContactSchema } from '../../shared/contact';

/** What is known of the contact changed. */
export const contactUpdatedV1 = defineEvent({
  type: 'parley.contact.updated.v1',
  summary: 'What is known of the contact changed.',
  data: Type.Object({ contact: ContactSchema }),
});

/** What is known of the contact changed. */
export type ContactUpdated = EventOf<typeof contactUpdatedV1>;
