import { Type } from '@sinclair/typebox';
import { defineEvent, type EventOf } from '../../define-event';
import { conversationFacts } from '../../shared/contact';
import { ActorSchema } from '../../shared/people';

/** The conversation was closed upstream. */
export const conversationClosedV1 = defineEvent({
  type: 'parley.conversation.closed.v1',
  summary: 'The conversation was closed upstream.',
  data: Type.Object({ ...conversationFacts, by: Type.Optional(ActorSchema) }),
});

/** The conversation was closed upstream. */
export type ConversationClosed = EventOf<typeof conversationClosedV1>;
