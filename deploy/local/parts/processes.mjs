import { readFileSync } from 'node:fs';
import { systemCode } from './trouble.mjs';
import { waitFor } from './wait-for.mjs';

/**
 * A process that cannot be mistaken for another: ids are reused, ids with a start time are not.
 * @typedef {{ readonly pid: number, readonly startedAt: string }} ProcessIdentity
 */

/**
 * @param {number} pid
 * @returns {ProcessIdentity | undefined} undefined when there is no such process (any more)
 */
export function identify(pid) {
  const stat = statOf(pid);
  return stat === undefined || stat.state === 'Z' ? undefined : { pid, startedAt: stat.startedAt };
}

/**
 * @param {ProcessIdentity} identity
 * @returns {boolean}
 */
export function isAlive(identity) {
  return identify(identity.pid)?.startedAt === identity.startedAt;
}

/**
 * Sends a signal to exactly this process; nothing happens when it has gone.
 * @param {ProcessIdentity} identity
 * @param {NodeJS.Signals} name
 */
export function signal(identity, name) {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, name);
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}

/**
 * Asks a process to end, and ends it by force when it has not within the time.
 * @param {ProcessIdentity} identity
 * @param {{ withinMs?: number, signal?: NodeJS.Signals }} [options]
 */
export async function end(identity, { withinMs = 20_000, signal: name = 'SIGTERM' } = {}) {
  signal(identity, name);
  try {
    await gone(identity, withinMs);
  } catch {
    signal(identity, 'SIGKILL');
    await gone(identity, 10_000);
  }
}

/**
 * Waits until a process has gone.
 * @param {ProcessIdentity} identity
 * @param {number} withinMs
 */
export async function gone(identity, withinMs) {
  await waitFor(() => (isAlive(identity) ? undefined : true), {
    withinMs,
    what: `process ${identity.pid} to end`,
    everyMs: 20,
  });
}

/** @param {number} pid */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name (field 2) may hold spaces and brackets; the fields after its last bracket do not.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}
