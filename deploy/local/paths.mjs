import { join, resolve } from 'node:path';

/** The repository's root. */
export const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');

/** This folder: the local stack's own programs. */
export const LOCAL = join(ROOT, 'deploy', 'local');

/** Everything that a start leaves behind: data, logs, secrets, descriptions. Never committed. */
export const STATE = resolve(process.env['PARLEY_STATE_DIR'] || join(ROOT, '.parley'));

/** What a running stack says about itself (mode 0600). */
export const STACK_FILE = join(STATE, 'stack.json');

/** Identities of the processes that a stack started, one file each. */
export const RUN = join(STATE, 'run');

/** One log file for each process, and for each step of the preparation. */
export const LOGS = join(STATE, 'logs');

/** What each kind of tests came to when it ran last. */
export const REPORTS = join(STATE, 'reports');

/** Node 24, which came with the packages; Node 20 is enough only until they are there. */
export const NODE = join(ROOT, 'node_modules', 'node', 'bin', 'node');
