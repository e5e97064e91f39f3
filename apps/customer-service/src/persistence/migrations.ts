import { EVENT_LOG_MIGRATIONS } from '@parley/event-log';
import type { MigrationClass } from '@parley/platform';
import { Requesters1700000000101 } from './migrations/1700000000101-requesters';
import { Choices1700000000102 } from './migrations/1700000000102-choices';
import { Waits1700000000103 } from './migrations/1700000000103-waits';

/** Schema of customer-service. */
export const CUSTOMER_SCHEMA = 'customer';

/** Migrations of {@link CUSTOMER_SCHEMA}, in order; forward only. */
export const customerMigrations: readonly MigrationClass[] = [
  ...EVENT_LOG_MIGRATIONS,
  Requesters1700000000101,
  Choices1700000000102,
  Waits1700000000103,
];
