import { Type } from '@sinclair/typebox';
import { Id } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { ContactSchema } from '../../shared/contact';
import { ActorSchema } from '../../shared/people';

/** An advisor undid the link of the contact in one organization. */
export const contactDisassociatedV1 = defineEvent({
  type: 'parley.contact.disassociated.v1',
  summary: 'An advisor undid the link of the contact in one organization.',
  data: Type.Object({ contact: ContactSchema, organizationId: Id, by: ActorSchema }),
});

/** An advisor undid the link of the contact in one organization. */
export type ContactDisassociated = EventOf<typeof contactDisassociatedV1>;
