/**
 * Starts and stops single parts, for tests and for working on the code:
 *   node deploy/local/parts/part.mjs start kafka|postgres --dir DIR [--port N]   prints {pid, startedAt, port, address, dir} once it serves
 *   node deploy/local/parts/part.mjs stop kafka|postgres --dir DIR
 *   node deploy/local/parts/part.mjs remove kafka|postgres --dir DIR              stops it and deletes its data
 * A started part outlives this command; starting it again in the same folder finds it, or brings it back with its data.
 */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startKafka } from './kafka.mjs';
import { runningPart } from './part-file.mjs';
import { removePostgres } from './postgres-data.mjs';
import { startPostgres } from './postgres.mjs';
import { end } from './processes.mjs';
import { explained, Trouble } from './trouble.mjs';

const STARTS = { kafka: startKafka, postgres: startPostgres };
const REMOVALS = {
  kafka: (/** @type {string} */ dir) => rmSync(dir, { recursive: true, force: true }),
  postgres: removePostgres,
};
const ACTIONS = ['start', 'stop', 'remove'];
/** SIGINT is PostgreSQL's fast shutdown: it does not wait for clients. */
const STOP_SIGNALS = /** @type {const} */ ({ kafka: 'SIGTERM', postgres: 'SIGINT' });

async function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { dir: { type: 'string' }, port: { type: 'string' } },
  });
  const [action, kind] = positionals;
  if (
    (kind !== 'kafka' && kind !== 'postgres') ||
    values.dir === undefined ||
    !ACTIONS.includes(action ?? '')
  ) {
    throw new Trouble('Usage: part.mjs start|stop|remove kafka|postgres --dir DIR [--port N]', {
      exitCode: 2,
    });
  }
  const dir = resolve(values.dir);
  if (action === 'start') {
    const part = await STARTS[kind]({
      dir,
      port: values.port === undefined ? undefined : Number(values.port),
    });
    console.log(JSON.stringify(part));
    return;
  }
  const part = runningPart(dir);
  if (part !== undefined) await end(part, { signal: STOP_SIGNALS[kind] });
  if (action === 'remove') REMOVALS[kind](dir);
}

main().catch((failure) => {
  const error = explained(failure, 'starting a part');
  console.error(error instanceof Trouble ? error.message : error);
  process.exitCode = error instanceof Trouble ? error.exitCode : 1;
});
