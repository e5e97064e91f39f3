import type { EventOf } from './define-event';
import { directoryAccountV1 } from './directory/directory-account/v1';
import { directoryFieldV1 } from './directory/directory-field/v1';
import { directoryTeamV1 } from './directory/directory-team/v1';

/** Every version of every event about the platform's accounts, teams and custom fields. */
export const DIRECTORY_EVENTS = [directoryAccountV1, directoryTeamV1, directoryFieldV1] as const;

/** An event about an account, a team or a custom field; tell them apart by `type`. */
export type DirectoryEvent = EventOf<(typeof DIRECTORY_EVENTS)[number]>;

/** The `type` of a {@link DirectoryEvent}. */
export type DirectoryEventType = DirectoryEvent['type'];

/** Key of a directory record on its compacted topic: kind and id (for a field: scope and key). */
export function directoryKey(event: DirectoryEvent): string {
  switch (event.type) {
    case 'parley.directory.account.v1':
      return `account:${event.data.id}`;
    case 'parley.directory.team.v1':
      return `team:${event.data.id}`;
    case 'parley.directory.field.v1':
      return `field:${event.data.scope}:${event.data.key}`;
  }
}
