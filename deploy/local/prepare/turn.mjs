import { rmSync } from 'node:fs';
import { clearAbandonedLock, takeLock } from '../parts/lock-file.mjs';
import { readJson } from '../parts/part-file.mjs';
import { isAlive } from '../parts/processes.mjs';
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
      if (takeLock(file)) return true;
      const owner = readJson(file);
      if (owner?.pid !== undefined && isAlive(owner)) {
        if (!told) onWait(owner.pid);
        told = true;
      } else {
        clearAbandonedLock(file);
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
