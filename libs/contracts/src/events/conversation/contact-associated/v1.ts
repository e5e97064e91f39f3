import { Type } from '@sinclair/typebox';
import { Id, ZendeskId } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { ContactSchema } from '../../shared/contact';
import { ActorSchema } from '../../shared/people';

/** An advisor linked the contact with a user of one organization. */
export const contactAssociatedV1 = defineEvent({
  type: 'parley.contact.associated.v1',
  summary: 'An advisor linked the contact with a Zendesk user of one organization.',
  data: Type.Object({
    contact: ContactSchema,
    organizationId: Id,
    zendeskUserId: ZendeskId,
    by: ActorSchema,
  }),
});

/** An advisor linked the contact with a Zendesk user of one organization. */
export type ContactAssociated = EventOf<typeof contactAssociatedV1>;
