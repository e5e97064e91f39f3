import { Type } from '@sinclair/typebox';
import { Id } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { GateSchema } from '../../shared/gates';
import { record } from '../../shared/recorded-decision';
import { version } from '../../shared/version';

/** Gates stop a conversation. */
export const syncHeldV1 = defineEvent({
  type: 'parley.sync.held.v1',
  summary: 'Gates stop the conversation; every gate with its state.',
  data: Type.Object({
    ...version,
    conversationId: Id,
    contactId: Id,
    accountId: Id,
    organizationId: Type.Optional(Id),
    gates: Type.Array(GateSchema),
    ...record,
  }),
});

/** Gates stop the conversation: every gate with its state (X1). */
export type SyncHeld = EventOf<typeof syncHeldV1>;
