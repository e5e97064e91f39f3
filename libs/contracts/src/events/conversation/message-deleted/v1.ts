import { Type } from '@sinclair/typebox';
import { Id } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { conversationFacts } from '../../shared/contact';

/** A message was deleted upstream. */
export const messageDeletedV1 = defineEvent({
  type: 'parley.message.deleted.v1',
  summary: 'A message was deleted upstream.',
  data: Type.Object({ ...conversationFacts, message: Type.Object({ id: Id }) }),
});

/** A message was deleted upstream. */
export type MessageDeleted = EventOf<typeof messageDeletedV1>;
