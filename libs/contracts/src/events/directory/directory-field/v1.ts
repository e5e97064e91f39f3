import { Type } from '@sinclair/typebox';
import { Id, OneOf } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';

/** A custom field of the platform, as it is now. */
export const directoryFieldV1 = defineEvent({
  type: 'parley.directory.field.v1',
  summary: 'A custom field of the platform, as it is now.',
  data: Type.Object({
    key: Id,
    label: Type.String(),
    type: Type.String({ minLength: 1, maxLength: 64, description: 'Open: string, email, enum, date, ...' }),
    scope: OneOf(['contact', 'conversation']),
    deleted: Type.Optional(Type.Boolean()),
  }),
});

/** A custom field of the platform, as it is now. Its identity is `scope` and `key`. */
export type DirectoryField = EventOf<typeof directoryFieldV1>;
