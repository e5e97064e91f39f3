import { Database, ParleyError } from '@parley/platform';
import type { RebuildPlan } from './rebuild-plan';

const SUFFIX = '_rebuild';
const NO_TIMEOUTS = { idleInTransactionMs: 0, transactionMs: 0 };

/** Thrown when another rebuild of the schema is running: both would write into the same fresh schema. */
export class RebuildRunningError extends ParleyError {
  readonly code = 'rebuild-running';
  readonly retryable = true;
}

/** Where a schema is rebuilt. */
export function freshSchemaName(schema: string): string {
  return `${schema}${SUFFIX}`;
}

/** @throws RebuildRunningError when sessions of another rebuild are open */
export async function refuseTwoAtOnce(live: Database, schema: string): Promise<void> {
  const rows = await live.query(
    'select 1 from pg_stat_activity where datname = current_database() and application_name = $1',
    [freshSchemaName(schema)],
  );
  if (rows.length > 0) throw new RebuildRunningError(`${schema} is being rebuilt already`);
}

/** Makes the schema anew, empty, whatever an earlier rebuild left there, and opens it. */
export async function openFresh(
  url: string,
  { schema, migrations, ownMigrations = [] }: RebuildPlan,
): Promise<Database> {
  const fresh = freshSchemaName(schema);
  const database = await Database.open({
    url,
    schema: fresh,
    applicationName: fresh,
    migrations: [...migrations, ...ownMigrations],
    timeouts: NO_TIMEOUTS,
  });
  await database.query(`drop schema if exists ${fresh} cascade`);
  await database.migrate();
  return database;
}
