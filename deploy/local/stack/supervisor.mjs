import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { clearAbandonedLock, takeLock } from '../parts/lock-file.mjs';
import { readJson } from '../parts/part-file.mjs';
import { isAlive } from '../parts/processes.mjs';
import { waitFor } from '../parts/wait-for.mjs';
import { RUN } from '../paths.mjs';
import { readStackFile } from './stack-file.mjs';

/** The lock that the one supervisor of this clone's stack holds. */
export const SUPERVISOR = join(RUN, 'supervisor.json');

/** A start from nothing: packages, Java and jars are there by then, but the first build and first starts may be slow. */
const START_WITHIN_MS = 10 * 60_000;

/**
 * The process that supervises this clone's stack, if one does.
 * @returns {import('../parts/processes.mjs').ProcessIdentity | undefined}
 */
export function runningSupervisor() {
  const identity = readJson(SUPERVISOR);
  return identity?.pid !== undefined && isAlive(identity) ? identity : undefined;
}

/**
 * Makes this process the supervisor.
 * @returns {boolean} false when another one was faster
 */
export function becomeSupervisor() {
  if (runningSupervisor() === undefined) clearDeadSupervisor();
  return takeLock(SUPERVISOR);
}

/** Gives the office up, when this process holds it. */
export function resignAsSupervisor() {
  if (runningSupervisor()?.pid === process.pid) rmSync(SUPERVISOR, { force: true });
}

/** Clears the office of a supervisor that was killed. */
export function clearDeadSupervisor() {
  clearAbandonedLock(SUPERVISOR);
}

/**
 * What the stack that runs now says about itself; undefined while it is starting, and when none runs, whatever file a killed
 * one has left.
 * @returns {import('./stack-file.mjs').StackDescription | undefined}
 */
export function runningStack() {
  const description = readStackFile();
  const supervisor = runningSupervisor();
  return supervisor !== undefined && description?.pids['supervisor'] === supervisor.pid
    ? description
    : undefined;
}

/**
 * The description of the stack that runs, or that is just starting. Waits for a start that is under way.
 * @returns {Promise<import('./stack-file.mjs').StackDescription | undefined>} undefined when none runs, or the start failed
 */
export async function untilUp() {
  const description = await waitFor(() => (runningSupervisor() === undefined ? null : runningStack()), {
    withinMs: START_WITHIN_MS,
    what: 'the stack that is starting',
  });
  return description ?? undefined;
}
