import { Type } from '@sinclair/typebox';
import { PositionSchema } from '../../../position';
import { defineEvent, type EventOf } from '../../define-event';
import { writtenTicket } from '../../shared/ticket';

/** The ticket is closed in Zendesk. */
export const ticketClosedV1 = defineEvent({
  type: 'parley.ticket.closed.v1',
  summary: 'The ticket is closed in Zendesk.',
  data: Type.Object({
    ...writtenTicket,
    throughPosition: PositionSchema,
    reason: Type.Optional(Type.String()),
  }),
});

/** The ticket is closed in Zendesk. */
export type TicketClosed = EventOf<typeof ticketClosedV1>;
