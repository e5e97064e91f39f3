import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readJson, runningPart } from '../parts/part-file.mjs';
import { end, isAlive } from '../parts/processes.mjs';
import { RUN, STATE } from '../paths.mjs';
import { removeStackFile } from './stack-file.mjs';
import { SUPERVISOR } from './supervisor.mjs';

/** Folders of the parts, and the signal that ends each without waiting for its clients. */
export const PARTS = /** @type {const} */ ([
  { name: 'kafka', dir: join(STATE, 'kafka'), stopSignal: 'SIGTERM' },
  { name: 'postgres', dir: join(STATE, 'postgres'), stopSignal: 'SIGINT' },
]);

/**
 * Ends services that an earlier, killed start left running. Kafka and PostgreSQL may stay: a new start finds them in their folders.
 * @returns {Promise<string[]>} names of what was ended
 */
export async function endLeftoverServices() {
  removeStackFile();
  const ended = await Promise.all(
    runFiles().map(async (file) => {
      const identity = readJson(file);
      const alive = identity?.pid !== undefined && isAlive(identity);
      if (alive) await end(identity);
      rmSync(file, { force: true });
      return alive ? [basename(file, '.json')] : [];
    }),
  );
  return ended.flat();
}

/** @returns {Promise<string[]>} names of the parts that were ended */
export async function endLeftoverParts() {
  const ended = await Promise.all(
    PARTS.map(async ({ name, dir, stopSignal }) => {
      const part = runningPart(dir);
      if (part !== undefined) await end(part, { signal: stopSignal });
      return part === undefined ? [] : [name];
    }),
  );
  return ended.flat();
}

function runFiles() {
  try {
    const names = readdirSync(RUN).filter((name) => name.endsWith('.json'));
    return names.map((name) => join(RUN, name)).filter((file) => file !== SUPERVISOR);
  } catch {
    return [];
  }
}
