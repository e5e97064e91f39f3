import { Type } from '@sinclair/typebox';
import { Id } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';

/** A social account of the platform, as it is now. */
export const directoryAccountV1 = defineEvent({
  type: 'parley.directory.account.v1',
  summary: 'A social account of the platform, as it is now.',
  data: Type.Object({
    id: Id,
    network: Type.String({ minLength: 1, maxLength: 64, description: 'Open: facebook, whatsapp, x, ...' }),
    name: Type.String(),
    deleted: Type.Optional(Type.Boolean()),
  }),
});

/** A social account of the platform, as it is now. */
export type DirectoryAccount = EventOf<typeof directoryAccountV1>;
