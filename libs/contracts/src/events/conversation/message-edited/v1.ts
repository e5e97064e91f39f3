import { Type } from '@sinclair/typebox';
import { Id } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { conversationFacts } from '../../shared/contact';

const EditedMessageSchema = Type.Object(
  { id: Id, text: Type.Optional(Type.String()), html: Type.Optional(Type.String()) },
  { anyOf: [{ required: ['text'] }, { required: ['html'] }] },
);

/** A message got a new text. */
export const messageEditedV1 = defineEvent({
  type: 'parley.message.edited.v1',
  summary: 'A message got a new text.',
  data: Type.Object({ ...conversationFacts, message: EditedMessageSchema }),
  // TypeBox leaves the keyword anyOf of an object to other validators.
  check: ({ message }) =>
    message.text === undefined && message.html === undefined
      ? [{ code: 'data-invalid', detail: 'must have the new text or html', pointer: '/data/message' }]
      : [],
});

/** A message got a new text: `text`, `html` or both are there. */
export type MessageEdited = EventOf<typeof messageEditedV1>;
