import { Type } from '@sinclair/typebox';
import { Id, OneOf, ZendeskId } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { RequesterKey } from '../../shared/requester';
import { version } from '../../shared/version';

/** A requester cannot be used now. */
export const customerBlockedV1 = defineEvent({
  type: 'parley.customer.blocked.v1',
  summary: 'The requester cannot be used now: suspended, not found, or several users match.',
  data: Type.Object({
    ...version,
    organizationId: Id,
    requesterKey: RequesterKey,
    zendeskUserId: Type.Optional(ZendeskId),
    reason: OneOf(['customer-suspended', 'customer-not-found', 'customer-ambiguous']),
    candidates: Type.Optional(
      Type.Array(ZendeskId, { description: 'customer-ambiguous: the users to choose among', maxItems: 10 }),
    ),
  }),
});

/** The requester cannot be used now (G7): suspended, not found, or several users match. */
export type CustomerBlocked = EventOf<typeof customerBlockedV1>;
