import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivately } from '../parts/part-file.mjs';
import { end, identify } from '../parts/processes.mjs';
import { LOGS, RUN } from '../paths.mjs';

/** Wait before a process that died is started again, doubling from the first to the last; a process that held for `settledMs` starts at the first. */
const BACKOFF = { firstMs: 200, mostMs: 10_000, settledMs: 30_000 };
/** A process that ends with this code has wrong settings; starting it again does not help. */
const EXIT_CONFIG = 78;

/**
 * A process that is started again whenever it dies, until `stop`.
 * Its identity is in `.parley/run/<name>.json`, its output in `.parley/logs/<name>.log`.
 */
export class Supervised {
  /** @type {import('../parts/processes.mjs').ProcessIdentity | undefined} */
  #identity;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  #stopping = false;
  #waitMs = BACKOFF.firstMs;
  #deaths = 0;
  #starts = 0;

  /**
   * @param {object} options
   * @param {string} options.name
   * @param {readonly string[]} options.args for Node
   * @param {string} options.cwd
   * @param {NodeJS.ProcessEnv} options.env
   * @param {() => void} options.onChange called whenever its process id has changed
   */
  constructor({ name, args, cwd, env, onChange }) {
    this.name = name;
    this.log = join(LOGS, `${name}.log`);
    this.args = args;
    this.cwd = cwd;
    this.env = env;
    this.onChange = onChange;
  }

  /** Undefined while it is down. */
  get pid() {
    return this.#identity?.pid;
  }

  /** How often it has died since it was last up for long. */
  get deaths() {
    return this.#deaths;
  }

  start() {
    mkdirSync(LOGS, { recursive: true });
    const log = openSync(this.log, this.#starts === 0 ? 'w' : 'a');
    this.#starts += 1;
    const begun = performance.now();
    // A group of its own: Ctrl-C must reach the supervisor alone, which then ends everything in the right order.
    const child = spawn(process.execPath, [...this.args], {
      cwd: this.cwd,
      env: this.env,
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.once('error', () => this.#died(begun, null));
    child.once('exit', (code) => this.#died(begun, code));
    this.#identity = child.pid === undefined ? undefined : identify(child.pid);
    if (this.#identity !== undefined) writePrivately(runFile(this.name), JSON.stringify(this.#identity));
    this.onChange();
  }

  /** Lets it drain, ends it by force when that takes too long, and does not start it again. */
  async stop() {
    this.#stopping = true;
    clearTimeout(this.#timer);
    if (this.#identity !== undefined) await end(this.#identity, { withinMs: 20_000 });
    rmSync(runFile(this.name), { force: true });
  }

  /**
   * @param {number} begun
   * @param {number | null} code
   */
  #died(begun, code) {
    this.#identity = undefined;
    if (this.#stopping) return;
    const settled = performance.now() - begun > BACKOFF.settledMs;
    this.#waitMs = settled ? BACKOFF.firstMs : Math.min(this.#waitMs * 2, BACKOFF.mostMs);
    this.#deaths = settled ? 1 : this.#deaths + 1;
    this.onChange();
    if (code !== EXIT_CONFIG) this.#timer = setTimeout(() => this.start(), this.#waitMs);
  }
}

/** @param {string} name */
export function runFile(name) {
  return join(RUN, `${name}.json`);
}
