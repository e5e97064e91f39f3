import { describeInstallation, recordInstallation } from '@parley/event-log';
import { commaList, readConfig, runProcess } from '@parley/platform';
import { TicketWriterConfig } from './config';
import { openDatabase } from './parts';
import { WRITER_SCHEMA } from './persistence/migrations';

/** Creates the schema, or brings it up to date, and records which installation it belongs to. Safe to run at any time, many times at once. */
export async function migrate(config: TicketWriterConfig): Promise<void> {
  const database = await openDatabase(config, WRITER_SCHEMA);
  try {
    await database.migrate();
    const installation = {
      brokers: commaList(config.KAFKA_BROKERS),
      prefix: config.PARLEY_TOPIC_PREFIX,
      partitions: config.PARLEY_PARTITIONS,
    };
    await recordInstallation(database, await describeInstallation(installation));
  } finally {
    await database.close();
  }
}

if (require.main === module)
  runProcess('ticket-writer-migrate', () => migrate(readConfig(TicketWriterConfig)));
