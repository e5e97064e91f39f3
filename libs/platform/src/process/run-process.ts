import { ConfigError } from '../config/read-config';
import { createLogger } from '../logging/logger';

/** Exit code of a process whose settings are wrong (EX_CONFIG of sysexits): starting it again will not help. */
const EXIT_CONFIG = 78;

/**
 * Runs a process's `main`: one that fails is logged and ends the process, with code 78 for wrong settings and 1 otherwise.
 * A promise that nobody awaited is a bug, and ends the process too, instead of leaving it half alive.
 */
export function runProcess(name: string, main: () => Promise<unknown>): void {
  const logger = createLogger(name);
  const fail = (error: unknown): void => {
    if (error instanceof ConfigError) logger.fatal({ faults: error.faults }, error.message);
    else logger.fatal({ err: error }, `${name} failed`);
    process.exit(error instanceof ConfigError ? EXIT_CONFIG : 1);
  };
  process.once('unhandledRejection', fail);
  // Inside a promise, so that a main that throws before its first await is caught too.
  Promise.resolve().then(main).catch(fail);
}
