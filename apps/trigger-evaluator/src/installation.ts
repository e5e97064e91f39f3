import { describeInstallation, InstallationMismatchError, verifyInstallation } from '@parley/event-log';
import { commaList, createLogger, type Database } from '@parley/platform';
import type { Settings } from './config';

const logger = createLogger('installation');
const TRY_FOR_MS = 60_000;
const TRY_AGAIN_MS = 1_000;

/**
 * Compares cluster, prefix and partitions with what `migrate` recorded, waiting for a Kafka that is starting.
 *
 * @throws InstallationMismatchError when they differ, or nothing is recorded.
 */
export async function checkInstallation(database: Database, settings: Settings): Promise<void> {
  const deadline = performance.now() + TRY_FOR_MS;
  for (;;) {
    try {
      const installation = await describeInstallation({
        brokers: commaList(settings.KAFKA_BROKERS),
        prefix: settings.PARLEY_TOPIC_PREFIX,
        partitions: settings.PARLEY_PARTITIONS,
      });
      await verifyInstallation(database, installation);
      return;
    } catch (error) {
      if (error instanceof InstallationMismatchError || performance.now() > deadline) throw error;
      logger.warn({ err: error }, 'the installation cannot be checked yet');
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    }
  }
}
