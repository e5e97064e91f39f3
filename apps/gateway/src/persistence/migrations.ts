import { EVENT_LOG_MIGRATIONS } from '@parley/event-log';
import type { MigrationClass } from '@parley/platform';
import { Publishers1763800000001 } from './migrations/1763800000001-publishers';
import { Organizations1763800000002 } from './migrations/1763800000002-organizations';
import { Directory1763800000003 } from './migrations/1763800000003-directory';
import { Candidates1763800000005 } from './migrations/1763800000005-candidates';
import { ReadModel1763800000004 } from './migrations/1763800000004-read-model';
import { ParkedEffect1763800000006 } from './migrations/1763800000006-parked-effect';
import { ClosedConversations1763800000010 } from './migrations/1763800000010-closed-conversations';
import { ListsById1763800000011 } from './migrations/1763800000011-lists-by-id';
import { Alerts1763800000020 } from './migrations/1763800000020-alerts';
import { Backlogs1763800000030 } from './migrations/1763800000030-backlogs';
import { AuthorizationAttempts1763800000040 } from './migrations/1763800000040-authorization-attempts';
import { Sessions1763800000050 } from './migrations/1763800000050-sessions';
import { Overview1763800000060 } from './migrations/1763800000060-overview';
import { Routings1763800000070 } from './migrations/1763800000070-routings';

/** The gateway's own schema. */
export const GATEWAY_SCHEMA = 'gateway';

/** Migrations of {@link GATEWAY_SCHEMA}, in order; forward only. */
export const GATEWAY_MIGRATIONS: readonly MigrationClass[] = [
  ...EVENT_LOG_MIGRATIONS,
  Publishers1763800000001,
  Organizations1763800000002,
  Directory1763800000003,
  ReadModel1763800000004,
  Candidates1763800000005,
  ParkedEffect1763800000006,
  ClosedConversations1763800000010,
  ListsById1763800000011,
  Alerts1763800000020,
  Backlogs1763800000030,
  AuthorizationAttempts1763800000040,
  Sessions1763800000050,
  Overview1763800000060,
  Routings1763800000070,
];
