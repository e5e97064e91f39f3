import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readJson } from './part-file.mjs';
import { identify, isAlive } from './processes.mjs';
import { systemCode } from './trouble.mjs';

/**
 * Makes this process the owner of a lock file. A link appears whole or not at all, so nobody ever reads half a lock.
 * @param {string} file
 * @returns {boolean} false when it has an owner, dead or alive
 */
export function takeLock(file) {
  const draft = `${file}.${process.pid}.${randomUUID()}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(draft, JSON.stringify(identify(process.pid)));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

/**
 * Takes the lock away from a dead owner. What was moved aside may be the fresh lock of somebody who was faster: then it goes back.
 * @param {string} file
 */
export function clearAbandonedLock(file) {
  const aside = `${file}.${process.pid}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    const owner = readJson(aside);
    if (owner?.pid !== undefined && isAlive(owner)) linkSync(aside, file);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' && systemCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
