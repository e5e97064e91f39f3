import { Type } from '@sinclair/typebox';
import { defineEvent, type EventOf } from '../../define-event';
import { conversationFacts } from '../../shared/contact';
import { MessageSchema } from '../../shared/message';

/** The contact wrote a message. */
export const messageReceivedV1 = defineEvent({
  type: 'parley.message.received.v1',
  summary: 'The contact wrote a message. The same message id twice is one message.',
  data: Type.Object({ ...conversationFacts, message: MessageSchema }),
});

/** The contact wrote a message; the same `message.id` twice is one message. */
export type MessageReceived = EventOf<typeof messageReceivedV1>;
