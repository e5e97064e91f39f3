import { describeInstallation, recordInstallation } from '@parley/event-log';
import { configureLogging, createLogger, Database, readConfig, runProcess } from '@parley/platform';
import { MIGRATE_SETTINGS } from './config';
import { MIGRATIONS, SCHEMA } from './persistence/migrations';

runProcess('trigger-evaluator-migrate', async () => {
  const config = readConfig(MIGRATE_SETTINGS);
  configureLogging({ service: 'trigger-evaluator', level: config.LOG_LEVEL });
  const database = await Database.open({
    url: config.DATABASE_URL,
    schema: SCHEMA,
    applicationName: 'trigger-evaluator-migrate',
    migrations: MIGRATIONS,
  });
  try {
    await database.migrate();
    const installation = await describeInstallation({
      brokers: config.KAFKA_BROKERS.split(','),
      prefix: config.PARLEY_TOPIC_PREFIX,
      partitions: config.PARLEY_PARTITIONS,
    });
    await recordInstallation(database, installation);
    createLogger('migrate').info({ schema: SCHEMA }, 'the schema is up to date');
  } finally {
    await database.close();
  }
});
