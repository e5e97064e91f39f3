import { Type } from '@sinclair/typebox';
import { defineEvent, type EventOf } from '../../define-event';
import { conversationFacts } from '../../shared/contact';

/** The tags of the conversation changed. */
export const conversationTaggedV1 = defineEvent({
  type: 'parley.conversation.tagged.v1',
  summary: 'The tags of the conversation changed; tags is the complete set after the change.',
  data: Type.Object({ ...conversationFacts, tags: Type.Array(Type.String(), { maxItems: 1000 }) }),
});

/** The tags of the conversation changed: `tags` is the complete set after the change. */
export type ConversationTagged = EventOf<typeof conversationTaggedV1>;
