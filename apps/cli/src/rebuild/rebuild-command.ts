import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../user-error';

/** Services that keep something which the log can give again, in the order in which they are rebuilt. */
const REBUILT = ['trigger-evaluator', 'ticket-writer', 'gateway'] as const;

export const REBUILD_HELP = `npm run rebuild -- [--verify] [options]

Rebuilds from the log what ${REBUILT.join(', ')} keep, one after the other, into fresh schemas beside the live ones:
states and decisions, the transcript and the targets, the read model. Never lanes, effects, customers or connections.
Nothing is sent to Kafka and nobody is called: not Zendesk, and none of the services, which go on meanwhile.

  --verify         compares the fresh schemas with the live ones row by row, says where they differ, and drops them
  --only SERVICE   one of the services alone
  --wait SECONDS   how long to look for a moment between two decisions (60)
  --help

Where: DATABASE_URL and KAFKA_BROKERS; else the local stack, from .parley/stack.json.
Exit code: 0 built, or the same everywhere; 3 different; 2 wrong use; 1 it could not be done.`;

/** Exit codes, the worst last: what the whole command ends with. */
const SEVERITY = [0, 3, 2, 1] as const;

/** Runs the rebuild programs of the services; gives the exit code. @throws UserError for what the person can put right */
export async function rebuildCommand(words: readonly string[], run = runProgram): Promise<number> {
  const values = parsed(words);
  if (values.help) {
    console.log(REBUILD_HELP);
    return 0;
  }
  const services = REBUILT.filter((service) => values.only === undefined || values.only === service);
  if (services.length === 0) throw new UserError(`--only takes one of ${REBUILT.join(', ')}.`);
  const env = { ...process.env, ...(await placeOf(process.env)) };
  const given = [
    ...(values.verify ? ['--verify'] : []),
    ...(values.wait === undefined ? [] : ['--wait', values.wait]),
  ];
  let worst = 0;
  for (const service of services) {
    const code = await run(service, given, env);
    worst = worseOf(worst, code);
  }
  if (values.verify) console.log(verdictOf(worst));
  return worst;
}

function verdictOf(code: number): string {
  if (code === 0) return 'The log gives what is live, row by row.';
  return code === 3
    ? 'The log gives something else than what is live: see above.'
    : 'Not everything could be compared.';
}

function worseOf(one: number, other: number): number {
  const rank = (code: number): number => {
    const known = SEVERITY.findIndex((severity) => severity === code);
    return known === -1 ? SEVERITY.length : known;
  };
  return rank(other) > rank(one) ? other : one;
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        verify: { type: 'boolean', default: false },
        only: { type: 'string' },
        wait: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : ''}\n\n${REBUILD_HELP}`);
  }
}

async function placeOf(env: NodeJS.ProcessEnv): Promise<{ DATABASE_URL: string; KAFKA_BROKERS: string }> {
  const stack = await localStack(env['PARLEY_STATE_DIR'] ?? '.parley');
  const DATABASE_URL = env['DATABASE_URL'] ?? stack?.databaseUrl;
  const KAFKA_BROKERS = env['KAFKA_BROKERS'] ?? stack?.kafkaBrokers;
  if (DATABASE_URL === undefined || KAFKA_BROKERS === undefined) {
    throw new UserError(
      'No installation: set DATABASE_URL and KAFKA_BROKERS, or start the local stack with "npm run stack".',
    );
  }
  return { DATABASE_URL, KAFKA_BROKERS };
}

async function localStack(
  folder: string,
): Promise<{ readonly databaseUrl: string; readonly kafkaBrokers: string } | undefined> {
  const text = await readFile(join(folder, 'stack.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as { databaseUrl: string; kafkaBrokers: string });
}

/** Runs a service's own program: no service's code is in this one, and none reads another's schema. */
function runProgram(service: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const program = resolve(__dirname, '..', '..', '..', service, 'dist', 'rebuild.js');
  if (!existsSync(program))
    throw new UserError(`${relative('.', program)} is not there: run "npm run build" first.`);
  return new Promise((ended, failed) => {
    const child = spawn(process.execPath, [program, ...words], { env, stdio: 'inherit' });
    child.once('error', failed);
    child.once('exit', (code) => ended(code ?? 1));
  });
}
