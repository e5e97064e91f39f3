import { Type } from '@sinclair/typebox';
import { HttpUrl, Id, Timestamp } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { conversationFacts } from '../../shared/contact';
import { AuthorSchema } from '../../shared/people';

/** An advisor left a note for other advisors. */
export const noteAddedV1 = defineEvent({
  type: 'parley.note.added.v1',
  summary: 'An advisor left a note for other advisors; a note is never a reply.',
  data: Type.Object({
    ...conversationFacts,
    note: Type.Object({ id: Id, text: Type.String(), sentAt: Timestamp, url: Type.Optional(HttpUrl) }),
    author: AuthorSchema,
  }),
});

/** An advisor left a note for other advisors: never a reply (T2), never public (K4). */
export type NoteAdded = EventOf<typeof noteAddedV1>;
