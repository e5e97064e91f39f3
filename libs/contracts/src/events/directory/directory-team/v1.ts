import { Type } from '@sinclair/typebox';
import { Id } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';

/** A team of the platform, as it is now. */
export const directoryTeamV1 = defineEvent({
  type: 'parley.directory.team.v1',
  summary: 'A team of the platform, as it is now.',
  data: Type.Object({ id: Id, name: Type.String(), deleted: Type.Optional(Type.Boolean()) }),
});

/** A team of the platform, as it is now. */
export type DirectoryTeam = EventOf<typeof directoryTeamV1>;
