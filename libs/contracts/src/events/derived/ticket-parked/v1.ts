import { Type } from '@sinclair/typebox';
import { PositionSchema } from '../../../position';
import { Uuid, ZendeskId } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { laneFacts } from '../../shared/ticket';

/** An error that needs a person stops the ticket; everything is kept in order behind it. */
export const ticketParkedV1 = defineEvent({
  type: 'parley.ticket.parked.v1',
  summary: 'An error that needs a person stops the ticket; everything is kept in order behind it.',
  data: Type.Object({
    ...laneFacts,
    zendeskTicketId: Type.Optional(ZendeskId),
    throughPosition: Type.Optional(PositionSchema),
    reason: Type.String({ minLength: 1 }),
    effectId: Type.Optional(Uuid),
  }),
});

/** An error that needs a person stops the ticket; everything is kept in order behind it. `throughPosition` is what is written, if anything is; `effectId` names what letting it go would skip. */
export type TicketParked = EventOf<typeof ticketParkedV1>;
