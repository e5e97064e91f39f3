import { EVENT_LOG_MIGRATIONS } from '@parley/event-log';
import type { MigrationClass } from '@parley/platform';
import { Requesters1700000000101 } from './migrations/1700000000101-requesters';

/** Schema of customer-service. */
export const CUSTOMER_SCHEMA = 'customer';

/** Migrations of {@link CUSTOMER_SCHEMA}, in order; forward only. */
export const customerMigrations: readonly MigrationClass[] = [
  ...EVENT_LOG_MIGRATIONS,
  Requesters1700000000101,
];
