import { spawnSync } from 'node:child_process';
import { Trouble } from './trouble.mjs';

/**
 * The account that the server runs under: PostgreSQL refuses to run as root, so root lends it another one.
 * @typedef {{ readonly uid: number, readonly gid: number } | undefined} Account undefined = the account of this process
 */

/** Names tried in turn; `postgres` is what Debian's own packages use. */
const NAMES = ['postgres', 'parley'];

/** @returns {Account} */
export function postgresAccount() {
  if (process.getuid?.() !== 0) return undefined;
  const found = existing();
  if (found !== undefined) return found;
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'parley',
  ]);
  const made = existing() ?? accountOf('nobody');
  if (made === undefined)
    throw new Trouble(
      'PostgreSQL refuses to run as root, and no account could be made for it. Run as another user, or set DATABASE_URL.',
    );
  return made;
}

/**
 * @param {Account} account
 * @param {string} program
 * @returns {boolean} whether that account may run the program
 */
export function mayRun(account, program) {
  return passes(account, 'test -r "$1" && test -x "$1"', program);
}

/**
 * @param {Account} account
 * @param {string} folder
 * @returns {boolean} whether that account may go through the folder to what it owns in there
 */
export function mayEnter(account, folder) {
  return passes(account, 'test -x "$1"', folder);
}

/**
 * @param {Account} account
 * @param {string} test
 * @param {string} path
 */
function passes(account, test, path) {
  if (account === undefined) return true;
  return spawnSync('/bin/sh', ['-c', test, 'sh', path], { ...account, cwd: '/' }).status === 0;
}

function existing() {
  return NAMES.map(accountOf).find((account) => account !== undefined);
}

/**
 * @param {string} name
 * @returns {Account}
 */
function accountOf(name) {
  const ids = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  const [uid, gid] = ids.map((answer) => (answer.status === 0 ? Number(answer.stdout) : 0));
  return uid && gid ? { uid, gid } : undefined;
}
