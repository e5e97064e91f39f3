import type { MigrationClass } from '@parley/platform';
import { EventLogTables1700000000001 } from './1700000000001-event-log-tables';

/** Migrations of the tables this library needs; a service lists them before its own. */
export const EVENT_LOG_MIGRATIONS: readonly MigrationClass[] = [EventLogTables1700000000001];
