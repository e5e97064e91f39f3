import type { Logger as TypeormLogger } from 'typeorm';
import { createLogger } from '../logging/logger';

const logger = createLogger('database.typeorm');

/** TypeORM prints to the console by itself; statements and parameters may hold people's texts, so only its own words are kept, at debug. */
export const typeormLogger: TypeormLogger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: (message) => logger.debug(message),
  logMigration: (message) => logger.debug(message),
  log: (_level, message: unknown) => logger.debug(String(message)),
};
