import { EVENT_LOG_MIGRATIONS } from '@parley/event-log';
import type { MigrationClass } from '@parley/platform';
import { Publishers1763800000001 } from './migrations/1763800000001-publishers';
import { Organizations1763800000002 } from './migrations/1763800000002-organizations';
import { Directory1763800000003 } from './migrations/1763800000003-directory';
import { ReadModel1763800000004 } from './migrations/1763800000004-read-model';
import { ClosedConversations1763800000010 } from './migrations/1763800000010-closed-conversations';
import { ListsById1763800000011 } from './migrations/1763800000011-lists-by-id';

/** The gateway's own schema. */
export const GATEWAY_SCHEMA = 'gateway';

/** Migrations of {@link GATEWAY_SCHEMA}, in order; forward only. */
export const GATEWAY_MIGRATIONS: readonly MigrationClass[] = [
  ...EVENT_LOG_MIGRATIONS,
  Publishers1763800000001,
  Organizations1763800000002,
  Directory1763800000003,
  ReadModel1763800000004,
  ClosedConversations1763800000010,
  ListsById1763800000011,
];
