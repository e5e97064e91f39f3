import { BLOB_SCHEMA, blobMigrations } from '@parley/blob-store';
import { describeInstallation, ensureTopics, recordInstallation } from '@parley/event-log';
import {
  Database,
  commaList,
  configureLogging,
  createLogger,
  readConfig,
  runProcess,
} from '@parley/platform';
import { ZENDESK_SCHEMA, zendeskMigrations } from '@parley/zendesk';
import { MIGRATE_SETTINGS } from './config';
import type { MigrateSettings } from './config';
import { installationTopics } from './installation';
import { GATEWAY_MIGRATIONS, GATEWAY_SCHEMA } from './persistence/migrations';

/**
 * Brings an installation up to date: the topics, the gateway's schema and the shared ones for Zendesk and for blobs. Idempotent, and safe to be run
 * by several replicas at once. Refuses another cluster, prefix or number of partitions than the installation was made with.
 */
export async function migrate(settings: MigrateSettings): Promise<readonly string[]> {
  const { DATABASE_URL: url, PARLEY_TOPIC_PREFIX: prefix, PARLEY_PARTITIONS: partitions } = settings;
  const brokers = commaList(settings.KAFKA_BROKERS);
  await migrateSchema(url, ZENDESK_SCHEMA, zendeskMigrations, () => Promise.resolve());
  await migrateSchema(url, BLOB_SCHEMA, blobMigrations, () => Promise.resolve());
  const installation = await describeInstallation({ brokers, prefix, partitions });
  // Recorded before any topic is made, so that a wrong prefix or count is refused instead of leaving topics behind.
  await migrateSchema(url, GATEWAY_SCHEMA, GATEWAY_MIGRATIONS, (database) =>
    recordInstallation(database, installation),
  );
  return ensureTopics({ brokers, topics: installationTopics(prefix, partitions) });
}

async function migrateSchema(
  url: string,
  schema: string,
  migrations: typeof GATEWAY_MIGRATIONS,
  then: (database: Database) => Promise<void>,
): Promise<void> {
  const database = await Database.open({
    url,
    schema,
    applicationName: 'gateway:migrate',
    migrations,
    poolSize: 2,
  });
  try {
    await database.migrate();
    await then(database);
  } finally {
    await database.close();
  }
}

async function main(): Promise<void> {
  const settings = readConfig(MIGRATE_SETTINGS);
  configureLogging({ service: 'gateway', level: settings.LOG_LEVEL });
  const created = await migrate(settings);
  createLogger('migrate').info({ topicsCreated: created.length }, 'topics and schemas are up to date');
}

if (require.main === module) runProcess('migrate', main);
