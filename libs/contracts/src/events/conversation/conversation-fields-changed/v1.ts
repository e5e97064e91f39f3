import { Type } from '@sinclair/typebox';
import { defineEvent, type EventOf } from '../../define-event';
import { conversationFacts } from '../../shared/contact';

/** Custom fields of the conversation or of its contact changed. */
export const conversationFieldsChangedV1 = defineEvent({
  type: 'parley.conversation.fields-changed.v1',
  summary: 'Custom fields of the conversation changed: conversationFields holds the values known now.',
  data: Type.Object(conversationFacts),
});

/** Custom fields of the conversation changed: `conversationFields` holds the values known now. */
export type ConversationFieldsChanged = EventOf<typeof conversationFieldsChangedV1>;
