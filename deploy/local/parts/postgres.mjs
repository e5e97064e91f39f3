import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './ports.mjs';
import { readJson, runningPart, writePart } from './part-file.mjs';
import { postgresBinaries } from './postgres-binaries.mjs';
import { dataFolder, initialise } from './postgres-data.mjs';
import { postgresAccount } from './postgres-user.mjs';
import { end, identify, isAlive } from './processes.mjs';
import { Trouble } from './trouble.mjs';
import { waitFor } from './wait-for.mjs';

/** Room for four services with their pools, a test run's many databases, and people who look inside. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '400',
  // Wide states pay for full-page writes: the defaults cost a third of the throughput under load.
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  log_line_prefix: '%m [%p] %a ',
  timezone: 'UTC',
};

/**
 * Starts a PostgreSQL whose data are in a folder, or finds the one that runs there. It outlives this process.
 * @param {{ dir: string, port?: number | undefined, settings?: Record<string, string> }} options
 * @returns {Promise<import('./part-file.mjs').Part>} `address` is a superuser's URL of the database `postgres`
 */
export async function startPostgres({ dir, port: wanted, settings = {} }) {
  const running = runningPart(dir);
  const account = postgresAccount();
  const data = dataFolder(dir, account);
  if (running !== undefined && (wanted === undefined || wanted === running.port)) {
    await answering(running, data);
    return running;
  }
  if (running !== undefined) await end(running, { signal: 'SIGINT' });
  const binaries = postgresBinaries(account);
  const password = await initialise(dir, data, binaries, account);
  const before = readJson(join(dir, 'part.json'));
  const port = wanted ?? (await freePort(before?.port));
  const part = await waitFor(() => tryStart({ dir, data, binaries, account, port, password, settings }), {
    withinMs: 60_000,
    what: `PostgreSQL on port ${port} (log: ${join(dir, 'postgres.log')})`,
    everyMs: 200,
  });
  return part;
}

/**
 * One attempt. Undefined while the last server's children, orphaned by a kill, still hold its memory.
 * @param {{ dir: string, data: string, binaries: string, account: import('./postgres-user.mjs').Account, port: number, password: string, settings: Record<string, string> }} options
 * @returns {Promise<import('./part-file.mjs').Part | undefined>}
 */
async function tryStart({ dir, data, binaries, account, port, password, settings }) {
  const logFile = join(dir, 'postgres.log');
  const flags = Object.entries({ ...SETTINGS, ...settings, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const log = openSync(logFile, 'w');
  const child = spawn(join(binaries, 'bin', 'postgres'), ['-D', data, ...flags], {
    ...account,
    cwd: data,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.once('error', () => undefined);
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  child.unref();
  if (identity === undefined) return whyNot(logFile);
  const part = {
    ...identity,
    port,
    address: `postgres://parley:${password}@127.0.0.1:${port}/postgres`,
    dir,
  };
  writePart(part);
  return (await answering(part, data)) ? part : whyNot(logFile);
}

/**
 * Waits until the server says in its own pid file that it takes connections; false when it ended instead.
 * @param {import('./part-file.mjs').Part} part
 * @param {string} data
 */
async function answering(part, data) {
  return waitFor(
    () => {
      if (!isAlive(part)) return false;
      const lines = readLines(join(data, 'postmaster.pid'));
      return lines[0] === String(part.pid) && lines[7]?.trim() === 'ready' ? true : undefined;
    },
    { withinMs: 60_000, what: 'PostgreSQL to accept connections', everyMs: 20 },
  );
}

/**
 * @param {string} logFile
 * @returns {undefined} when trying again may help
 */
function whyNot(logFile) {
  const text = readLines(logFile).join('\n');
  if (/pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(text))
    return undefined;
  if (/No space left on device/.test(text))
    throw new Trouble('The disk is full: PostgreSQL cannot start. Free about 2 GB and start again.');
  if (/could not bind|Address already in use/.test(text))
    throw new Trouble(
      'The port for PostgreSQL was taken by another program in the same moment; start again.',
    );
  throw new Trouble(
    `PostgreSQL ended while it started. The last lines of ${logFile}:\n${text.trim().split('\n').slice(-5).join('\n')}`,
  );
}

/** @param {string} file */
function readLines(file) {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
