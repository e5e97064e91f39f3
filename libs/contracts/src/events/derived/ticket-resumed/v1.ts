import { Type } from '@sinclair/typebox';
import { PositionSchema } from '../../../position';
import { ZendeskId } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { laneFacts } from '../../shared/ticket';

/** A ticket that was held or parked goes on. */
export const ticketResumedV1 = defineEvent({
  type: 'parley.ticket.resumed.v1',
  summary: 'A ticket that was held or parked goes on.',
  data: Type.Object({
    ...laneFacts,
    zendeskTicketId: Type.Optional(ZendeskId),
    throughPosition: Type.Optional(PositionSchema),
    reason: Type.Optional(Type.String()),
  }),
});

/** A ticket that was held or parked goes on. */
export type TicketResumed = EventOf<typeof ticketResumedV1>;
