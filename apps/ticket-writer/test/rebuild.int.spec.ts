import {
  consumerGroupId,
  contactIdOf,
  parseConversationEvent,
  parseDerived,
  type SyncRequested,
  ticketKey,
  topicName,
} from '@parley/contracts';
import {
  cloudEvents,
  describeInstallation,
  encodeEvent,
  ensureTopics,
  KafkaEventLog,
  type LogConsumer,
  type OutboxPublisher,
  PartitionProcessor,
  PositionStore,
  REBUILD_EXIT,
  rebuildProgram,
  recordInstallation,
} from '@parley/event-log';
import { configureLogging } from '@parley/platform';
import { aConversation, eventually, sharedKafkaBrokers, testTopicPrefix } from '@parley/testing';
import { targetsOf } from '../src/follow-targets/target.translate';
import { factsOf } from '../src/follow-transcript/facts.translate';
import { PostgresIntake } from '../src/persistence/postgres-intake';
import { WRITER_REBUILD } from '../src/rebuild/rebuild-plan';
import { PostgresWriter } from './postgres-writer';

configureLogging({ level: 'silent' });

const brokers = sharedKafkaBrokers().split(',');
const prefix = testTopicPrefix();
const FACTS = topicName(prefix, 'conversationEvents');
const TARGETS = topicName(prefix, 'syncRequests');
const story = aConversation('conv-1')
  .contactWrites('Hello')
  .advisorReplies('Hi')
  .isTagged('vip')
  .contactWrites('More');
const log = new KafkaEventLog({ brokers, clientId: 'writer-rebuild-spec' });
const producer = log.producer();

let writer: PostgresWriter;
let consumers: LogConsumer[];
let said: string[];

/** The two followers of the service, with its own processors and stores. */
function follow(database: PostgresWriter['database'], outbox: OutboxPublisher): LogConsumer[] {
  const positions = new PositionStore(database, outbox);
  const transcript = consumerGroupId(prefix, 'ticketWriterTranscript');
  const targets = consumerGroupId(prefix, 'ticketWriterTargets');
  const common = { database, outbox, deadLetters: `${prefix}dlq` };
  const facts = new PartitionProcessor({
    ...common,
    group: transcript,
    seen: true,
    decode: cloudEvents(parseConversationEvent),
  });
  const requests = new PartitionProcessor({
    ...common,
    group: targets,
    seen: false,
    decode: cloudEvents((event) => parseDerived('syncRequests', event)),
  });
  return [
    log.consumer({
      group: transcript,
      topics: [FACTS],
      positions,
      handle: (batch) =>
        facts.process(batch, async (tx, events, context) => {
          await new PostgresIntake(tx).facts(factsOf(events, context));
          return { outgoing: [] };
        }),
    }),
    log.consumer({
      group: targets,
      topics: [TARGETS],
      positions,
      handle: (batch) =>
        requests.process(batch, async (tx, events) => {
          await new PostgresIntake(tx).targets(targetsOf(events));
          return { outgoing: [] };
        }),
    }),
  ];
}

function requested(version: number, partition: number, through: number, frozen = false): SyncRequested {
  const at = (offset: number) => ({ epoch: 0, partition, offset });
  return {
    specversion: '1.0',
    id: `request-${version}`,
    source: '/parley/test',
    type: 'parley.sync.requested.v1',
    data: {
      version,
      ticketKey: ticketKey('org-1', 'conv-1'),
      organizationId: 'org-1',
      conversationId: 'conv-1',
      accountId: 'acc-1',
      contactId: 'contact-1',
      mode: 'B',
      trigger: { source: '/platforms/test', id: 'conv-1-e1' },
      firedAt: at(1),
      throughPosition: at(through),
      requester: { key: 'email:ada@example.com', kind: 'email', email: 'ada@example.com', name: 'Ada' },
      frozen,
    },
  };
}

async function rebuild(): Promise<number> {
  said = [];
  return rebuildProgram(WRITER_REBUILD, ['--verify'], {
    env: { KAFKA_BROKERS: brokers.join(','), DATABASE_URL: writer.url },
    print: (text) => said.push(text),
  });
}

beforeAll(async () => {
  writer = await PostgresWriter.open();
  const topic = { partitions: 3, cleanup: 'delete' as const, retentionMs: -1 };
  await ensureTopics({ brokers, topics: [FACTS, TARGETS].map((name) => ({ name, ...topic })) });
  await recordInstallation(writer.database, await describeInstallation({ brokers, prefix, partitions: 3 }));
  const events = story.events();
  const sent = await producer.send(events.map((event) => encodeEvent(FACTS, contactIdOf(event), event)));
  const { partition = 0 } = sent[0] ?? {};
  await producer.send(events.slice(0, 1).map((event) => encodeEvent(FACTS, contactIdOf(event), event)));
  for (const request of [
    requested(1, partition, 1),
    requested(3, partition, 3, true),
    requested(2, partition, 2),
  ])
    await producer.send([encodeEvent(TARGETS, 'contact-1', request)]);
  consumers = follow(writer.database, writer.outbox);
  for (const consumer of consumers) consumer.start();
  await eventually(
    async () => {
      const [row] = await writer.database.query<{ read: string }>(
        'select sum(next_offset) as read from position',
      );
      return Number(row?.read) === events.length + 1 + 3;
    },
    { describe: 'facts and targets to be stored', timeoutMs: 60_000 },
  );
}, 120_000);
afterAll(async () => {
  await Promise.all(consumers.map((consumer) => consumer.stop()));
  await producer.close();
  await log.close();
  await writer.close();
});

describe('rebuilding transcript and targets from the log', () => {
  it('T12 T6 comes to what is live; what was achieved in Zendesk is none of it', async () => {
    await writer.database.query(
      `update lane set ticket_id = 35, achieved = '{}', achieved_epoch = 0, achieved_offset = 2, sequence = 1, version = 4`,
    );
    expect({ code: await rebuild(), said }).toMatchObject({ code: REBUILD_EXIT.same });
    expect(said.join('\n')).toMatch(/transcript +4 +4 +4 +0/);
    expect(said.join('\n')).toMatch(/lane +1 +1 +1 +0/);
    const [lane] = await writer.database.query('select ticket_id, frozen, through_offset from lane');
    expect(lane).toEqual({ ticket_id: '35', frozen: true, through_offset: '3' });
  }, 60_000);

  it('X6 names a fact that the log does not give, without its text, and a target that was moved', async () => {
    await writer.database.query(
      `update transcript set body = replace(body, 'Hello', 'Goodbye') where kind = 'message'`,
    );
    await writer.database.query('update lane set through_offset = 9');
    expect(await rebuild()).toBe(REBUILD_EXIT.different);
    const report = said.join('\n');
    expect(report).toMatch(/transcript conv-1 contact-1 0 \d+: body \(\.text\)/);
    expect(report).toMatch(/lane [0-9a-f-]{36}: through_offset/);
    expect(report).not.toContain('Hello');
  }, 60_000);
});
