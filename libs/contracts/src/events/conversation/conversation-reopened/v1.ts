import { Type } from '@sinclair/typebox';
import { defineEvent, type EventOf } from '../../define-event';
import { conversationFacts } from '../../shared/contact';
import { ActorSchema } from '../../shared/people';

/** The conversation was opened again upstream. */
export const conversationReopenedV1 = defineEvent({
  type: 'parley.conversation.reopened.v1',
  summary: 'The conversation was opened again upstream.',
  data: Type.Object({ ...conversationFacts, by: Type.Optional(ActorSchema) }),
});

/** The conversation was opened again upstream. */
export type ConversationReopened = EventOf<typeof conversationReopenedV1>;
