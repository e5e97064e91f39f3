import { Type } from '@sinclair/typebox';
import { Id } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { record } from '../../shared/recorded-decision';
import { version } from '../../shared/version';

/** Decisions that nobody but a rebuild needs to hear of. */
export const syncDecidedV1 = defineEvent({
  type: 'parley.sync.decided.v1',
  summary: 'For the record: decisions that change no target and no gate yet, because a gate is shut.',
  data: Type.Object({ ...version, conversationId: Id, contactId: Id, accountId: Id, ...record }),
});

/** For the record (architecture 3b): decisions that change no target and no gate yet. Everyone but a rebuild passes over it. */
export type SyncDecided = EventOf<typeof syncDecidedV1>;
