import { join } from 'node:path';
import { Client } from 'pg';
import { kafkaClient } from '../load';
import { environmentOf, freePort, startNode, until } from '../processes';
import type { Figure } from '../report';
import { administer, ROOT, type Stack } from '../stack';
import { fillReadModel, LONG_CONVERSATION, READ_MODEL } from './read-model-load';

const TARGET_MS = 200;
/** Each question is asked so often; the slowest answer counts, the first one, with cold caches, included. */
const TIMES = 5;

interface List {
  readonly items?: readonly { readonly id: string }[];
  readonly timeline?: readonly unknown[];
  readonly nextCursor: string | null;
}

/** What an administrator asks, alone and together; some have many answers, some few, some none. */
const FILTERS: readonly string[] = [
  '',
  'organizationId=org-1',
  'accountId=acc-7',
  'contactId=contact-1234',
  'state=held',
  'state=parked',
  'reason=not-associated',
  'reason=ticket-deleted',
  'ticket=151000',
  'q=conv-',
  'q=conv-10',
  'q=conv-123456',
  'organizationId=org-1&state=parked',
  'organizationId=org-2&reason=ticket-deleted',
  'accountId=acc-7&state=syncing',
  'accountId=acc-7&reason=not-routed',
  'accountId=acc-7&state=parked',
  'state=held&reason=customer-suspended',
  'organizationId=org-0&accountId=acc-7',
  'q=conv-1&state=parked',
  'q=conv-9&accountId=acc-7',
];

/** The gateway's own answers over a read model of a large installation, each first page and a page far behind it. */
export async function measureReadModel(
  stack: Stack,
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  const name = `parley_bench_read_${process.pid}`;
  const prefix = `bench-read${process.pid}.`;
  const admin = new Client({ connectionString: stack.databaseUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(stack.databaseUrl);
  url.pathname = `/${name}`;
  const port = await freePort();
  const environment = {
    ...environmentOf(stack.pids['gateway'] ?? 0),
    DATABASE_URL: url.href,
    PARLEY_TOPIC_PREFIX: prefix,
    PARLEY_PARTITIONS: '1',
    PORT: String(port),
    LOG_LEVEL: 'error',
  };
  await startNode(join(ROOT, 'apps/gateway/dist/migrate.js'), environment).ended;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await fillReadModel(client);
  await client.end();
  say(`read-model: ${READ_MODEL.conversations} conversations are there`);
  const gateway = startNode(join(ROOT, 'apps/gateway/dist/main.js'), environment);
  try {
    const own = { ...stack, gatewayUrl: `http://127.0.0.1:${port}` };
    await until(() => answers(`${own.gatewayUrl}/health/ready`), {
      timeoutMs: 60_000,
      everyMs: 200,
      what: 'the gateway is ready',
    });
    return [
      await figure(
        `list of ${READ_MODEL.conversations} conversations, ${FILTERS.length} filters, two pages each`,
        FILTERS.map((filter) => `/v1/conversations?limit=50&${filter}`),
        own,
        say,
      ),
      await figure(
        `conversation of ${READ_MODEL.messages} messages, two pages of its timeline`,
        [`/v1/conversations/${LONG_CONVERSATION}?limit=500`],
        own,
        say,
      ),
    ];
  } finally {
    await gateway.stop();
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
    await deleteTopics(stack.kafkaBrokers, prefix);
  }
}

/** Asks each question and for the page behind its first one; tells the slowest answer. */
async function figure(
  name: string,
  paths: readonly string[],
  stack: Stack,
  say: (line: string) => void,
): Promise<Figure> {
  let slowest = { ms: 0, path: '' };
  for (const first of paths) {
    const { nextCursor } = await ask(stack, first);
    const pages = nextCursor === null ? [first] : [first, `${first}&cursor=${nextCursor}`];
    for (const path of pages) {
      let worst = 0;
      for (let time = 0; time < TIMES; time += 1) {
        const begun = performance.now();
        await ask(stack, path);
        worst = Math.max(worst, performance.now() - begun);
      }
      say(`read-model: ${worst.toFixed(0).padStart(5)} ms  ${path.slice(0, 100)}`);
      if (worst > slowest.ms) slowest = { ms: worst, path: first };
    }
  }
  const value = `slowest ${slowest.ms.toFixed(0)} ms (${slowest.path})`;
  return { name, value, target: `under ${TARGET_MS} ms`, holds: slowest.ms < TARGET_MS };
}

function ask(stack: Stack, path: string): Promise<List> {
  return administer(stack, 'GET', path) as Promise<List>;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

async function deleteTopics(brokers: string, prefix: string): Promise<void> {
  const admin = kafkaClient(brokers, 'bench-read-model').admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
  if (topics.length > 0) await admin.deleteTopics({ topics });
  await admin.disconnect();
}
