import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readJson } from '../parts/part-file.mjs';
import { identify, isAlive } from '../parts/processes.mjs';
import { waitFor } from '../parts/wait-for.mjs';

/**
 * Runs `work` while holding a lock file, so that two commands started at once do not prepare the same things.
 * A lock whose owner was killed is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {(owner: number) => void} onWait called once with the owner's process id when somebody else holds it
 * @returns {Promise<T>}
 */
export async function inTurn(file, work, onWait) {
  let told = false;
  await waitFor(
    () => {
      if (take(file)) return true;
      const owner = readJson(file);
      if (owner?.pid !== undefined && isAlive(owner)) {
        if (!told) onWait(owner.pid);
        told = true;
      } else {
        rmSync(file, { force: true });
      }
      return undefined;
    },
    { withinMs: 15 * 60_000, what: `another start to finish its preparation (${file})`, everyMs: 200 },
  );
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function take(file) {
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
