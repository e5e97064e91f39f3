import { Type } from '@sinclair/typebox';
import { Id, ZendeskId } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { commandFacts } from '../../shared/command';
import { RequesterKey } from '../../shared/requester';

/** One of several users that match a requester was chosen. */
export const chooseCustomerV1 = defineEvent({
  type: 'parley.command.choose-customer.v1',
  summary: 'One of several Zendesk users that match a requester was chosen; the choice is remembered.',
  data: Type.Object({
    ...commandFacts,
    organizationId: Id,
    requesterKey: RequesterKey,
    zendeskUserId: ZendeskId,
  }),
});

/** One of several Zendesk users that match a requester was chosen; the choice is remembered (C3). */
export type ChooseCustomer = EventOf<typeof chooseCustomerV1>;
