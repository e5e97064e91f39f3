import { parseArgs } from 'node:util';
import {
  commaList,
  ConfigError,
  Database,
  type Environment,
  LOG_AND_DATABASE_SETTINGS,
  ParleyError,
  readConfig,
} from '@parley/platform';
import { describeInstallation, verifyInstallation } from '../installation/installation';
import { KafkaEventLog } from '../kafka/kafka-event-log';
import { freshSchemaName, openFresh, refuseTwoAtOnce } from './fresh-schema';
import { Rebuild } from './rebuild';
import { RebuildProgress } from './rebuild-progress';
import type { RebuildPlan } from './rebuild-plan';
import { differencesIn, reportOf } from './report';

/** Exit codes of a rebuild program. */
export const REBUILD_EXIT = { same: 0, failed: 1, wrongUse: 2, different: 3 } as const;

const DEFAULT_WAIT_SECONDS = 60;

/** A report may take as long as the tables are large; nothing that is live waits for it. */
const NO_TIMEOUTS = { idleInTransactionMs: 0, transactionMs: 0 };

function helpOf({ service, schema }: RebuildPlan): string {
  return `node dist/rebuild.js [--verify] [--wait SECONDS]

Rebuilds what ${service} keeps in the schema "${schema}" from the log, into a fresh schema "${freshSchemaName(schema)}" beside it.
Reads the log and its own schema alone: sends nothing, calls nobody, changes nothing that is live.

  --verify         compares both row by row, says where they differ, and drops the fresh schema
  --wait SECONDS   how long to look for a moment between two decisions (${DEFAULT_WAIT_SECONDS}); nobody has to stand still
  --help

Settings: DATABASE_URL, KAFKA_BROKERS.
Exit code: 0 built, or the same; 3 different; 2 wrong use; 1 it could not be done.`;
}

/** Where a rebuild finds its settings, and to whom it speaks. */
export interface Surroundings {
  readonly env?: Environment;
  readonly print?: (text: string) => void;
}

/** Runs a service's rebuild as a program of its own; gives the exit code. */
export async function rebuildProgram(
  plan: RebuildPlan,
  words: readonly string[],
  { env = process.env, print = console.log }: Surroundings = {},
): Promise<number> {
  let options: { verify: boolean; help: boolean; wait: string };
  try {
    options = parsed(words);
  } catch (error) {
    print(`${error instanceof Error ? error.message : ''}\n\n${helpOf(plan)}`);
    return REBUILD_EXIT.wrongUse;
  }
  const waitMs = Number(options.wait) * 1_000;
  if (options.help || !(waitMs >= 0)) {
    print(helpOf(plan));
    return options.help ? REBUILD_EXIT.same : REBUILD_EXIT.wrongUse;
  }
  try {
    return await run(plan, { verify: options.verify, waitMs, env, print });
  } catch (error) {
    if (error instanceof ConfigError) {
      print(error.message);
      return REBUILD_EXIT.wrongUse;
    }
    if (!(error instanceof ParleyError)) throw error;
    print(`${plan.service}: ${error.code}: ${error.message}`);
    return REBUILD_EXIT.failed;
  }
}

function parsed(words: readonly string[]) {
  const { values } = parseArgs({
    args: [...words],
    options: {
      verify: { type: 'boolean', default: false },
      wait: { type: 'string', default: String(DEFAULT_WAIT_SECONDS) },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}

async function run(
  plan: RebuildPlan,
  {
    verify,
    waitMs,
    env,
    print,
  }: Required<Surroundings> & { readonly verify: boolean; readonly waitMs: number },
): Promise<number> {
  const settings = readConfig(LOG_AND_DATABASE_SETTINGS, env);
  const brokers = commaList(settings.KAFKA_BROKERS);
  const live = await Database.open({
    url: settings.DATABASE_URL,
    schema: plan.schema,
    applicationName: `${plan.service}-rebuild`,
    migrations: [],
    timeouts: NO_TIMEOUTS,
  });
  const log = new KafkaEventLog({ brokers, clientId: `${plan.service}-rebuild` });
  try {
    const prefix = await checkedPrefix(live, brokers);
    await refuseTwoAtOnce(live, plan.schema);
    const fresh = await openFresh(settings.DATABASE_URL, plan);
    try {
      const progress = new RebuildProgress(plan.service, print);
      const freshSchema = freshSchemaName(plan.schema);
      const rebuild = new Rebuild({
        plan,
        live,
        fresh,
        freshSchema,
        log,
        prefix,
        waitMs,
        onProgress: progress.show,
      });
      await rebuild.build();
      if (!verify) {
        print(`${plan.service}: ${freshSchema} is built. ${plan.next}`);
        return REBUILD_EXIT.same;
      }
      const compared = await rebuild.compare();
      print(`${plan.service}: ${plan.schema} beside what the log says\n${reportOf(compared)}`);
      return differencesIn(compared) === 0 ? REBUILD_EXIT.same : REBUILD_EXIT.different;
    } finally {
      await fresh.close();
      if (verify) await live.query(`drop schema if exists ${freshSchemaName(plan.schema)} cascade`);
    }
  } finally {
    await log.close();
    await live.close();
  }
}

/** The topic prefix that the installation was made with; the log must be the one of then. */
async function checkedPrefix(live: Database, brokers: readonly string[]): Promise<string> {
  const [recorded] = await live.query<{ prefix: string; partitions: number }>(
    'select prefix, partitions from installation',
  );
  const { prefix, partitions } = recorded ?? { prefix: '', partitions: 0 };
  await verifyInstallation(live, await describeInstallation({ brokers, prefix, partitions }));
  return prefix;
}
