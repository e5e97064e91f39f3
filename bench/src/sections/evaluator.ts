import { join } from 'node:path';
import { Client } from 'pg';
import { createTopic, fill, kafkaClient, type LoadShape, recordsIn } from '../load';
import { type Child, cpuSeconds, freePort, startNode, until } from '../processes';
import type { Figure } from '../report';
import { ROOT, type Stack } from '../stack';
import { median, ratioOf, showRatio } from '../statistics';
import { announceConfiguration, conversationsOf, endState } from './evaluator-load';

const ROUNDS = 5;
const SHAPE: LoadShape = { events: 300_000, contacts: 20_000, firedEvery: 10, partitions: 12 };
/** The stock handler is too slow for the whole load; its rate over the first part is what counts. */
const STOCK_EVENTS = 4_000;
const TARGETS = { copy: 0.6, stock: 30, roundTrips: 0.01 };

interface Measured {
  /** Events a second between 10 % and 100 % of the load, so that starting up is left out. */
  readonly rate: number;
  /** CPU seconds of the process itself for the whole load. */
  readonly cpu: number;
}

/** Watches a growing count until it reaches `total`. */
async function watch(child: Child, total: number, count: () => Promise<number>): Promise<Measured> {
  let from: { readonly at: number; readonly seen: number } | undefined;
  let seen = 0;
  let at = 0;
  await until(
    async () => {
      seen = await count();
      at = performance.now();
      if (from === undefined && seen >= total / 10) from = { at, seen };
      return seen >= total;
    },
    { timeoutMs: 300_000, everyMs: 20, what: `${total} events are through (${seen} are)` },
  );
  if (from === undefined || from.at === at)
    throw new Error('the load was through before it could be measured');
  return { rate: ((seen - from.seen) / (at - from.at)) * 1_000, cpu: cpuSeconds(child.pid) };
}

class Bench {
  private readonly prefix = `bench${process.pid}.`;
  readonly input = `${this.prefix}conversation.events.v1`;

  constructor(
    private readonly stack: Stack,
    private readonly admin: Client,
  ) {}

  /** Creates the topics and writes the load once; every round reads it from the start. */
  async prepare(): Promise<void> {
    const create = (name: string, partitions: number): Promise<void> =>
      createTopic(this.stack.kafkaBrokers, this.prefix + name, partitions);
    for (const name of ['conversation.events.v1', 'sync.requests.v1', 'directory.v1', 'config.v1'])
      await create(name, SHAPE.partitions);
    for (const group of ['conversation', 'config', 'directory'])
      await create(`trigger-evaluator.${group}.dlq`, 1);
    await announceConfiguration(this.stack.kafkaBrokers, this.prefix);
    await fill(this.stack.kafkaBrokers, this.input, SHAPE);
  }

  private async database(name: string): Promise<string> {
    await this.admin.query(`drop database if exists ${name} with (force)`);
    await this.admin.query(`create database ${name}`);
    const url = new URL(this.stack.databaseUrl);
    url.pathname = `/${name}`;
    return url.href;
  }

  private drop(name: string): Promise<unknown> {
    return this.admin.query(`drop database if exists ${name} with (force)`);
  }

  /** The copy loop, into a topic of its own. */
  async copyLoop(round: number): Promise<Measured> {
    const output = `${this.prefix}copy.${round}`;
    await createTopic(this.stack.kafkaBrokers, output, SHAPE.partitions);
    const child = startNode(join(ROOT, 'bench/dist/stages/copy-loop.js'), {
      BENCH_BROKERS: this.stack.kafkaBrokers,
      BENCH_INPUT: this.input,
      BENCH_OUTPUT: output,
      BENCH_GROUP: output,
    });
    const admin = kafkaClient(this.stack.kafkaBrokers, 'bench-watch').admin();
    await admin.connect();
    try {
      return await watch(child, SHAPE.events, async () =>
        (await admin.fetchTopicOffsets(output)).reduce((sum, { high }) => sum + Number(high), 0),
      );
    } finally {
      await child.stop();
      await admin.deleteTopics({ topics: [output] });
      await admin.disconnect();
    }
  }

  /** The real trigger-evaluator on an empty database; checks its end state before its figures count. */
  async evaluator(round: number): Promise<Measured & { readonly roundTrips: number }> {
    const name = `parley_bench_${process.pid}_${round}`;
    const databaseUrl = await this.database(name);
    const port = await freePort();
    const environment = {
      KAFKA_BROKERS: this.stack.kafkaBrokers,
      DATABASE_URL: databaseUrl,
      PARLEY_TOPIC_PREFIX: this.prefix,
      PARLEY_PARTITIONS: String(SHAPE.partitions),
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      NODE_ENV: 'production',
    };
    const migration = startNode(join(ROOT, 'apps/trigger-evaluator/dist/migrate.js'), environment);
    await migration.ended;
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    const child = startNode(join(ROOT, 'apps/trigger-evaluator/dist/main.js'), environment);
    try {
      const measured = await watch(child, SHAPE.events, async () => {
        const { rows } = await client.query<{ done: string }>(
          'select coalesce(sum(next_offset), 0) as done from evaluator.position where topic = $1',
          [this.input],
        );
        return Number(rows[0]?.done ?? 0);
      });
      const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      const trips = Number(/^parley_postgres_round_trips_total(?:\{[^}]*\})? ([\d.e+]+)/m.exec(metrics)?.[1]);
      await until(async () => (await endState(client)).outputs === 0, {
        timeoutMs: 10_000,
        everyMs: 50,
        what: 'the outbox is empty',
      });
      const { conversations } = await endState(client);
      if (conversations !== conversationsOf(SHAPE))
        throw new Error(`the evaluator holds ${conversations} conversations`);
      return { ...measured, roundTrips: trips / SHAPE.events };
    } finally {
      await child.stop();
      await client.end();
      await this.drop(name);
    }
  }

  /** Nest's own transport with a TypeORM save per message. */
  async stock(round: number): Promise<Measured> {
    const name = `parley_bench_stock_${process.pid}_${round}`;
    const databaseUrl = await this.database(name);
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    const child = startNode(join(ROOT, 'bench/dist/stages/stock-nest.js'), {
      BENCH_BROKERS: this.stack.kafkaBrokers,
      BENCH_INPUT: this.input,
      BENCH_GROUP: name,
      BENCH_DATABASE_URL: databaseUrl,
    });
    try {
      return await watch(child, STOCK_EVENTS, async () => {
        const { rows } = await client
          .query<{ done: string }>('select coalesce(sum(messages), 0) as done from stock_conversation')
          .catch(() => ({ rows: [] })); // the handler has not made its table yet
        return Number(rows[0]?.done ?? 0);
      });
    } finally {
      await child.stop();
      await client.end();
      await this.drop(name);
    }
  }

  /** Outputs of the last round and before, for a sanity line. */
  outputs(): Promise<number> {
    return recordsIn(this.stack.kafkaBrokers, [`${this.prefix}sync.requests.v1`]);
  }
}

/** The evaluator stage (duplicate set, state, outbox and position committed) against both baselines. */
export async function measureEvaluator(
  stack: Stack,
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  const admin = new Client({ connectionString: stack.databaseUrl });
  await admin.connect();
  const bench = new Bench(stack, admin);
  await bench.prepare();
  say(`evaluator: ${SHAPE.events} events of ${SHAPE.contacts} contacts are in the log`);
  const rates: Record<'copy' | 'evaluator' | 'stock' | 'trips' | 'cpu', number[]> = {
    copy: [],
    evaluator: [],
    stock: [],
    trips: [],
    cpu: [],
  };
  for (let round = 1; round <= ROUNDS; round += 1) {
    const copy = await bench.copyLoop(round);
    const evaluator = await bench.evaluator(round);
    const stock = await bench.stock(round);
    rates.copy.push(copy.rate);
    rates.evaluator.push(evaluator.rate);
    rates.stock.push(stock.rate);
    rates.trips.push(evaluator.roundTrips);
    rates.cpu.push((evaluator.cpu / SHAPE.events) * 1e6);
    say(
      `evaluator, round ${round} of ${ROUNDS}: ${Math.round(evaluator.rate)} events/s, copy loop ${Math.round(copy.rate)}, stock Nest ${Math.round(stock.rate)}`,
    );
  }
  await admin.end();
  const copyRatio = ratioOf(rates.evaluator, rates.copy);
  const stockRatio = ratioOf(rates.evaluator, rates.stock);
  const trips = median(rates.trips);
  return [
    {
      name: 'evaluator stage against a kafkajs loop that only copies topic to topic',
      value: `${showRatio(copyRatio)}; ${Math.round(median(rates.evaluator))} events/s`,
      target: `at least ${TARGETS.copy}x`,
      holds: copyRatio.median >= TARGETS.copy,
    },
    {
      name: 'evaluator stage against Nest @EventPattern with a TypeORM save per message',
      value: `${showRatio(stockRatio)}; ${Math.round(median(rates.stock))} events/s`,
      target: `at least ${TARGETS.stock}x`,
      holds: stockRatio.median >= TARGETS.stock,
    },
    {
      name: 'round trips to Postgres per event at full load',
      value: trips.toFixed(5),
      target: `under ${TARGETS.roundTrips}`,
      holds: trips < TARGETS.roundTrips,
    },
    {
      name: 'CPU of the evaluator process per event',
      value: `${median(rates.cpu).toFixed(1)} us`,
      target: '',
    },
  ];
}
