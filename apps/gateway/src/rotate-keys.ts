import {
  Database,
  KeyRing,
  configureLogging,
  createLogger,
  databaseSettings,
  encryptionSettings,
  httpSettings,
  readConfig,
  runProcess,
} from '@parley/platform';
import { ConnectionStore, ZENDESK_SCHEMA, ZendeskHosts, zendeskMigrations } from '@parley/zendesk';
import { Type } from '@sinclair/typebox';

const SETTINGS = Type.Object({
  LOG_LEVEL: httpSettings.LOG_LEVEL,
  ...databaseSettings,
  ...encryptionSettings,
});

/**
 * Seals every secret at rest with the first key of PARLEY_ENCRYPTION_KEYS; once it has, older keys can be taken out of the ring. Safe to
 * run while everything goes on, and as often as wanted.
 */
async function main(): Promise<void> {
  const settings = readConfig(SETTINGS);
  configureLogging({ service: 'gateway', level: settings.LOG_LEVEL });
  const database = await Database.open({
    url: settings.DATABASE_URL,
    schema: ZENDESK_SCHEMA,
    applicationName: 'gateway:rotate-keys',
    migrations: zendeskMigrations,
    poolSize: 2,
  });
  try {
    const keyRing = KeyRing.parse(settings.PARLEY_ENCRYPTION_KEYS);
    const organizations = await new ConnectionStore(database, keyRing, ZendeskHosts.parse()).reseal();
    createLogger('rotate-keys').info({ organizations }, 'every secret is sealed with the newest key');
  } finally {
    await database.close();
  }
}

if (require.main === module) runProcess('rotate-keys', main);
