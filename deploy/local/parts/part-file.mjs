import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAlive } from './processes.mjs';

/**
 * What is known about a started part; written beside its data as `part.json` (mode 0600), so that a later start finds it.
 * @typedef {import('./processes.mjs').ProcessIdentity & { readonly port: number, readonly address: string, readonly dir: string }} Part
 */

/**
 * The part whose data are in a folder, when its process still runs.
 * @param {string} dir
 * @returns {Part | undefined}
 */
export function runningPart(dir) {
  const part = readJson(join(dir, 'part.json'));
  return part !== undefined && isAlive(part) ? part : undefined;
}

/** @param {Part} part */
export function writePart(part) {
  writePrivately(join(part.dir, 'part.json'), `${JSON.stringify(part, null, 2)}\n`);
}

/**
 * Writes a file that only its owner may read, whole or not at all.
 * @param {string} file
 * @param {string} text
 */
export function writePrivately(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}

/**
 * @param {string} file
 * @returns {any} undefined when there is no such file or it is not whole
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
