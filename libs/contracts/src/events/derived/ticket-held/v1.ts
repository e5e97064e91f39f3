import { Type } from '@sinclair/typebox';
import { PositionSchema } from '../../../position';
import { ZendeskId } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { laneFacts } from '../../shared/ticket';

/** A gate stops the ticket; it goes on by itself when the gate opens. */
export const ticketHeldV1 = defineEvent({
  type: 'parley.ticket.held.v1',
  summary: 'A gate stops the ticket; it goes on by itself when the gate opens.',
  data: Type.Object({
    ...laneFacts,
    zendeskTicketId: Type.Optional(ZendeskId),
    throughPosition: Type.Optional(PositionSchema),
    reason: Type.String({ minLength: 1 }),
    zendeskUserId: Type.Optional(ZendeskId),
  }),
});

/**
 * A gate stops the ticket; it goes on by itself when the gate opens. `throughPosition` is what is written, if anything is;
 * `zendeskUserId` is the customer that Zendesk refused, where that is the reason (C4, C5).
 */
export type TicketHeld = EventOf<typeof ticketHeldV1>;
