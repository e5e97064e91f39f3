import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOGS, NODE, ROOT } from '../paths.mjs';
import { readJson } from '../parts/part-file.mjs';
import { run } from './run.mjs';

const STAMP = join(ROOT, 'node_modules', '.parley-installed');
const LOCK = join(ROOT, 'package-lock.json');

/**
 * Installs the packages of the lock file when they are not there, whole, already.
 * @param {(detail: string) => void} note
 */
export async function ensurePackages(note) {
  if (arePackagesCurrent()) return note('there already');
  note('installed with npm ci');
  await run('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    log: join(LOGS, 'npm-ci.log'),
    what: 'Installing the packages (npm ci)',
  });
  writeFileSync(STAMP, lockHash());
}

/** True when node_modules is what the lock file says, whoever installed it. */
export function arePackagesCurrent() {
  if (!existsSync(NODE)) return false;
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockHash()) return true;
  if (!matchesLock()) return false;
  writeFileSync(STAMP, lockHash());
  return true;
}

/** npm writes its own list last of all, so a list that agrees with the lock file is the end of a whole installation. */
function matchesLock() {
  const wanted = readJson(LOCK)?.packages;
  const installed = readJson(join(ROOT, 'node_modules', '.package-lock.json'))?.packages;
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') || entry.link || entry.optional || entry.devOptional || entry.peer)
      return true;
    return installed[path]?.version === entry.version;
  });
}

function lockHash() {
  return createHash('sha256').update(readFileSync(LOCK)).digest('hex');
}
