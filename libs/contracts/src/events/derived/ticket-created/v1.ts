import { Type } from '@sinclair/typebox';
import { PositionSchema } from '../../../position';
import { defineEvent, type EventOf } from '../../define-event';
import { writtenTicket } from '../../shared/ticket';

/** The ticket is written in Zendesk with everything up to throughPosition. */
export const ticketCreatedV1 = defineEvent({
  type: 'parley.ticket.created.v1',
  summary: 'The ticket is written in Zendesk with everything up to throughPosition.',
  data: Type.Object({
    ...writtenTicket,
    throughPosition: PositionSchema,
    reason: Type.Optional(Type.String()),
  }),
});

/** The ticket is written in Zendesk with everything up to throughPosition. */
export type TicketCreated = EventOf<typeof ticketCreatedV1>;
