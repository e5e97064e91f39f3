import { Type } from '@sinclair/typebox';
import { Id, ZendeskId } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { RequesterKey } from '../../shared/requester';
import { version } from '../../shared/version';

/** A requester is known as a user of Zendesk. */
export const customerResolvedV1 = defineEvent({
  type: 'parley.customer.resolved.v1',
  summary:
    'The requester is this Zendesk user. Joined on organization and requester key, never on the contact.',
  data: Type.Object({ ...version, organizationId: Id, requesterKey: RequesterKey, zendeskUserId: ZendeskId }),
});

/** The requester is this Zendesk user. Joined on organization and requester key, never on the contact. */
export type CustomerResolved = EventOf<typeof customerResolvedV1>;
