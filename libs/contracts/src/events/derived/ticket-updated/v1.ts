import { Type } from '@sinclair/typebox';
import { PositionSchema } from '../../../position';
import { defineEvent, type EventOf } from '../../define-event';
import { writtenTicket } from '../../shared/ticket';

/** The ticket shows the conversation up to throughPosition. */
export const ticketUpdatedV1 = defineEvent({
  type: 'parley.ticket.updated.v1',
  summary: 'The ticket shows the conversation up to throughPosition.',
  data: Type.Object({
    ...writtenTicket,
    throughPosition: PositionSchema,
    reason: Type.Optional(Type.String()),
    unchanged: Type.Optional(
      Type.Boolean({ description: 'What came up to throughPosition asked for no change of the ticket' }),
    ),
  }),
});

/** The ticket shows the conversation up to throughPosition. */
export type TicketUpdated = EventOf<typeof ticketUpdatedV1>;
