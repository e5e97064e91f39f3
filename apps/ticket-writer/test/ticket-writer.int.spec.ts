import {
  topicName,
  customerKey,
  consumerGroupId,
  deadLetterTopic,
  TOPICS,
  type CloudEvent,
  type TopicName,
} from '@parley/contracts';
import { encodeEvent, ensureTopics, KafkaEventLog, type LogProducer } from '@parley/event-log';
import { Database, KeyRing, type RunningService } from '@parley/platform';
import {
  eventually,
  SANDBOX_TOKEN,
  sharedKafkaBrokers,
  testDatabase,
  testTopicPrefix,
  ZendeskSandbox,
  type TestDatabase,
} from '@parley/testing';
import { ConnectionStore, ZENDESK_SCHEMA, ZendeskHosts, zendeskMigrations } from '@parley/zendesk';
import type { TicketWriterConfig } from '../src/config';
import { migrate } from '../src/migrate';
import { startTicketWriter } from '../src/start-ticket-writer';
import { ACCOUNT, ORGANIZATION, organization, TICKET_KEY } from './writer-world';
import type { TrueTicket } from './writer-stage';

const KEYS = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('ticket-writer on real Kafka, Postgres and the sandbox', () => {
  let sandbox: ZendeskSandbox;
  let created: TestDatabase;
  let zendesk: Database;
  let log: KafkaEventLog;
  let producer: LogProducer;
  let service: RunningService;
  let config: TicketWriterConfig;
  const prefix = testTopicPrefix();

  const send = (topic: TopicName, key: string, type: string, data: object, id = `${type}-${key}`) => {
    const event: CloudEvent = { specversion: '1.0', id, source: '/test', type, traceparent: TRACE, data };
    return producer.send([encodeEvent(topicName(prefix, topic), key, event)]);
  };

  beforeAll(async () => {
    [sandbox, created] = await Promise.all([ZendeskSandbox.start(), testDatabase()]);
    config = {
      PORT: 0,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      KAFKA_BROKERS: sharedKafkaBrokers(),
      PARLEY_TOPIC_PREFIX: prefix,
      PARLEY_PARTITIONS: 2,
      DATABASE_URL: created.url,
      PARLEY_ENCRYPTION_KEYS: KEYS,
      ZENDESK_ALLOWED_HOSTS: sandbox.host,
      PARLEY_LANE_CONCURRENCY: 4,
      PARLEY_ZENDESK_CALL_TIMEOUT_MS: 2_000,
      PARLEY_ATTACHMENT_ALLOWED_HOSTS: '',
      PARLEY_ATTACHMENT_TIMEOUT_MS: 2_000,
      PARLEY_ATTACHMENT_CONCURRENCY: 4,
      PARLEY_BLOB_RETENTION_DAYS: 0,
      PARLEY_SETTLE_MS: 2_000,
    };
    const brokers = config.KAFKA_BROKERS.split(',');
    const groups = (
      [
        'ticketWriterTranscript',
        'ticketWriterTargets',
        'ticketWriterCustomers',
        'ticketWriterConfig',
        'ticketWriterDirectory',
        'ticketWriterCommands',
      ] as const
    ).map((group) => deadLetterTopic(consumerGroupId(prefix, group)));
    const names = (Object.keys(TOPICS) as TopicName[]).map((topic) => topicName(prefix, topic));
    await ensureTopics({
      brokers,
      topics: [...names, ...groups].map((name) => ({
        name,
        partitions: 2,
        cleanup: 'delete',
        retentionMs: -1,
      })),
    });
    await migrate(config);
    zendesk = await Database.open({
      url: created.url,
      schema: ZENDESK_SCHEMA,
      applicationName: 'spec',
      migrations: zendeskMigrations,
    });
    await zendesk.migrate();
    const connections = new ConnectionStore(zendesk, KeyRing.parse(KEYS), ZendeskHosts.parse(sandbox.host));
    const me = await sandbox.call<{ user: { id: number } }>('GET', '/api/v2/users/me');
    await connections.connect(ORGANIZATION, sandbox.url, {
      accessToken: SANDBOX_TOKEN,
      connectedUserId: me.user.id,
    });
    log = new KafkaEventLog({ brokers, clientId: 'spec' });
    producer = log.producer();
    const document = JSON.stringify(organization(1, { connectedUserId: me.user.id }));
    await producer.send([
      { topic: topicName(prefix, 'config'), key: ORGANIZATION, value: document, headers: {} },
    ]);
    await send('directory', ACCOUNT, 'parley.directory.account.v1', {
      id: ACCOUNT,
      network: 'whatsapp',
      name: 'Acme support',
    });
    service = await startTicketWriter(config, { handleSignals: false });
  });
  afterAll(async () => {
    await service.stop();
    await producer.close();
    await log.close();
    await zendesk.close();
    await created.drop();
    await sandbox.stop();
  });

  const tickets = () =>
    sandbox
      .call<{ tickets: TrueTicket[] }>('GET', '/sandbox/truth?include=tickets')
      .then((truth) => truth.tickets);

  it('K1: joins transcript, target and customer of three topics into a ticket, through a lost answer and a restart', async () => {
    const made = await sandbox.call<{ user: { id: number } }>('POST', '/api/v2/users', {
      user: { name: 'Ada Lovelace' },
    });
    const requesterKey = `user:${made.user.id}`;
    await sandbox.call('POST', '/sandbox/faults', {
      kind: 'reset-after',
      method: 'POST',
      path: '/api/v2/tickets',
      times: 1,
    });
    const common = {
      conversationId: 'conv-42',
      accountId: ACCOUNT,
      contact: { id: 'contact-7', name: 'Ada Lovelace' },
    };
    const message = { id: 'm-1', text: 'My parcel never came', sentAt: '2026-11-21T09:30:00Z' };
    const [at] = await send('conversationEvents', 'contact-7', 'parley.message.received.v1', {
      ...common,
      message,
    });
    const place = { epoch: 0, partition: at?.partition ?? 0, offset: at?.offset ?? 0 };
    await send('syncRequests', 'contact-7', 'parley.sync.requested.v1', {
      version: 1,
      ticketKey: TICKET_KEY,
      organizationId: ORGANIZATION,
      conversationId: 'conv-42',
      accountId: ACCOUNT,
      contactId: 'contact-7',
      mode: 'A',
      trigger: { source: '/test', id: 'm-1' },
      firedAt: place,
      throughPosition: place,
      requester: { key: requesterKey, kind: 'linked', zendeskUserId: made.user.id },
      frozen: false,
    });
    await send('customerEvents', customerKey(ORGANIZATION, requesterKey), 'parley.customer.resolved.v1', {
      version: 1,
      organizationId: ORGANIZATION,
      requesterKey,
      zendeskUserId: made.user.id,
    });
    await eventually(async () => (await tickets()).length > 0, { describe: 'the ticket', timeoutMs: 60_000 });
    await service.stop();
    service = await startTicketWriter(config, { handleSignals: false });
    await eventually(async () => (await tickets())[0]?.comments.length === 2, {
      describe: 'the note',
      timeoutMs: 60_000,
    });
    expect(await tickets()).toMatchObject([
      { external_id: `parley:${TICKET_KEY}:0`, requester_id: made.user.id, status: 'new' },
    ]);
  });

  it('X3: carries out an order of the error desk once, however often it is told', async () => {
    const key = '22222222-2222-5222-8222-222222222222';
    const [requester] = (
      await sandbox.call<{ users: { id: number; role: string }[] }>('GET', '/sandbox/truth?include=users')
    ).users.filter(({ role }) => role === 'end-user');
    const requesterKey = `user:${requester?.id}`;
    const refusal = {
      error: 'RecordInvalid',
      details: { base: [{ description: 'no', error: 'InvalidValue' }] },
    };
    const refuse = (times: number) =>
      sandbox.call('POST', '/sandbox/faults', {
        kind: 'status',
        status: 422,
        body: JSON.stringify(refusal),
        method: 'POST',
        path: '/api/v2/tickets',
        times,
      });
    const isParkedOn = (sequence: number) =>
      eventually(
        async () => {
          const parked = await zendesk.query(
            `select from writer.lane where ticket_key = $1 and state = 'parked' and sequence = $2`,
            [key, sequence],
          );
          return parked.length === 1;
        },
        { describe: `the lane to be parked on effect ${sequence}`, timeoutMs: 60_000 },
      );
    await refuse(2);
    const [at] = await send('conversationEvents', 'contact-8', 'parley.message.received.v1', {
      conversationId: 'conv-43',
      accountId: ACCOUNT,
      contact: { id: 'contact-8', name: 'Bob' },
      message: { id: 'm-8', text: 'Hello', sentAt: '2026-11-21T09:30:00Z' },
    });
    const place = { epoch: 0, partition: at?.partition ?? 0, offset: at?.offset ?? 0 };
    await send('syncRequests', 'contact-8', 'parley.sync.requested.v1', {
      version: 1,
      ticketKey: key,
      organizationId: ORGANIZATION,
      conversationId: 'conv-43',
      accountId: ACCOUNT,
      contactId: 'contact-8',
      mode: 'A',
      trigger: { source: '/test', id: 'm-8' },
      firedAt: place,
      throughPosition: place,
      requester: { key: requesterKey, kind: 'linked', zendeskUserId: requester?.id },
      frozen: false,
    });
    await isParkedOn(1);
    const order = (id: string) =>
      send(
        'commands',
        'contact-8',
        'parley.command.retry-parked.v1',
        {
          contactId: 'contact-8',
          by: { id: 'grace', role: 'operator' },
          at: '2026-11-21T10:00:00Z',
          organizationId: ORGANIZATION,
          ticketKey: key,
        },
        id,
      );
    await order('order-1');
    await isParkedOn(2);
    // The same order again changes nothing: the next one finds the lane still parked.
    await order('order-1');
    await refuse(1);
    await order('order-2');
    await isParkedOn(3);
    await order('order-3');
    await eventually(async () => (await tickets()).some(({ subject }) => subject.startsWith('Bob')), {
      describe: 'the ticket',
      timeoutMs: 60_000,
    });
  });
});
