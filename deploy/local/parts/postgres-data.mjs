import { createHash, randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from './execute.mjs';
import { writePrivately } from './part-file.mjs';
import { mayEnter } from './postgres-user.mjs';
import { explained, Trouble } from './trouble.mjs';

/**
 * Where the server's files are: inside the part's folder, unless that lies in a private home that the server's account
 * cannot enter.
 * @param {string} dir
 * @param {import('./postgres-user.mjs').Account} account
 */
export function dataFolder(dir, account) {
  mkdirSync(dir, { recursive: true, mode: 0o711 });
  return mayEnter(account, dir) ? join(dir, 'data') : openFolder(dir);
}

/**
 * A folder in a place that every account can enter.
 * @param {string} dir
 */
function openFolder(dir) {
  return `/var/tmp/parley-${createHash('sha256').update(dir).digest('hex').slice(0, 16)}`;
}

/**
 * Deletes a stopped server's data and everything else in its folder.
 * @param {string} dir
 */
export function removePostgres(dir) {
  rmSync(openFolder(dir), { recursive: true, force: true });
  rmSync(dir, { recursive: true, force: true });
}

/**
 * Makes the data folder whole or not at all, and gives back the superuser's password.
 * @param {string} dir
 * @param {string} data
 * @param {string} binaries
 * @param {import('./postgres-user.mjs').Account} account
 * @returns {Promise<string>}
 */
export async function initialise(dir, data, binaries, account) {
  const secret = join(dir, 'password');
  const wasMade = existsSync(secret);
  if (wasMade && existsSync(data)) return readFileSync(secret, 'utf8').trim();
  if (wasMade) {
    throw new Trouble(
      `PostgreSQL's data folder ${data} is gone. An empty one would not fit what Kafka holds; begin anew with "npm run stack -- --fresh".`,
    );
  }
  mkdirSync(dir, { recursive: true });
  rmSync(data, { recursive: true, force: true });
  const draft = `${data}.tmp`;
  rmSync(draft, { recursive: true, force: true });
  const password = randomBytes(18).toString('base64url');
  const handed = `${data}.password`;
  try {
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    writeFileSync(handed, `${password}\n`, { mode: 0o600 });
    if (account !== undefined) for (const path of [draft, handed]) chownSync(path, account.uid, account.gid);
    if (!mayEnter(account, draft))
      throw new Trouble(`PostgreSQL's account cannot enter ${dir}; choose a folder that others may enter.`);
    const args = [
      '-D',
      draft,
      '-U',
      'parley',
      '-A',
      'scram-sha-256',
      '--pwfile',
      handed,
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ];
    const options = { ...account, cwd: draft, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' } };
    const { code, output } = await execute(join(binaries, 'bin', 'initdb'), args, options);
    if (code !== 0)
      throw new Trouble(`PostgreSQL's data folder ${data} could not be made:\n${output.trim()}`);
    renameSync(draft, data);
    // Last of all: from now on a missing data folder is a loss, not a first start that was cut short.
    writePrivately(secret, `${password}\n`);
  } catch (error) {
    throw explained(error, `making PostgreSQL's data folder ${data}`);
  } finally {
    rmSync(handed, { force: true });
  }
  return password;
}
