import { EVENT_LOG_MIGRATIONS } from '@parley/event-log';
import type { MigrationClass } from '@parley/platform';
import { EvaluatorTables1700000010001 } from './migrations/1700000010001-evaluator-tables';

/** The evaluator's schema. */
export const SCHEMA = 'evaluator';

/** Every migration of the evaluator's schema, in order. */
export const MIGRATIONS: readonly MigrationClass[] = [...EVENT_LOG_MIGRATIONS, EvaluatorTables1700000010001];
