import { Type } from '@sinclair/typebox';
import { EventRefSchema } from '../../../envelope/cloud-event';
import { PositionSchema } from '../../../position';
import { Id, Uuid } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { ModeSchema } from '../../shared/gates';
import { record } from '../../shared/recorded-decision';
import { RequesterSchema } from '../../shared/requester';
import { version } from '../../shared/version';

/** A ticket may and shall show a conversation up to a position. */
export const syncRequestedV1 = defineEvent({
  type: 'parley.sync.requested.v1',
  summary:
    'The ticket may and shall show the conversation up to throughPosition. A target: repeating or merging is harmless.',
  data: Type.Object({
    ...version,
    ticketKey: Uuid,
    organizationId: Id,
    conversationId: Id,
    accountId: Id,
    contactId: Id,
    mode: ModeSchema,
    trigger: EventRefSchema,
    firedAt: PositionSchema,
    throughPosition: PositionSchema,
    requester: RequesterSchema,
    frozen: Type.Boolean({ description: 'T6: written whole once, then never touched again' }),
    ...record,
  }),
});

/** The ticket `ticketKey` may and shall show the conversation up to `throughPosition`: a target, so repeating it is harmless. */
export type SyncRequested = EventOf<typeof syncRequestedV1>;
