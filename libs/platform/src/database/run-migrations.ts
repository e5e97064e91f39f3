import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { connectionSettings, MIGRATION_TIMEOUTS } from './connection-settings';
import type { MigrationClass } from './database';
import { typeormLogger } from './typeorm-logger';

/** One lock for the whole database: schemas of one installation are migrated one after the other. */
const MIGRATION_LOCK = 7_265_102_311n;

/** Creates the schema and brings it up to date. Idempotent; several processes at once take turns. */
export async function runMigrations(options: {
  readonly url: string;
  readonly schema: string;
  readonly applicationName: string;
  readonly migrations: readonly MigrationClass[];
}): Promise<void> {
  const settings = connectionSettings({ ...options, timeouts: MIGRATION_TIMEOUTS });
  const turn = new Client(settings);
  await turn.connect();
  try {
    await turn.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await turn.query(`create schema if not exists ${options.schema}`);
    await applyPending(options, settings.options ?? '');
  } finally {
    await turn.end();
  }
}

async function applyPending(
  options: { readonly url: string; readonly schema: string; readonly migrations: readonly MigrationClass[] },
  sessionOptions: string,
): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url: options.url,
    schema: options.schema,
    migrations: [...options.migrations],
    migrationsTableName: 'migration',
    poolSize: 2,
    installExtensions: false,
    logger: typeormLogger,
    extra: { options: sessionOptions },
  });
  await source.initialize();
  try {
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}
