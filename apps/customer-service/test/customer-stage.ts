import { randomUUID } from 'node:crypto';
import {
  customerKey,
  DEFAULT_CONFIGURATION,
  TOPICS,
  topicName,
  deadLetterTopic,
  consumerGroupId,
  internalCustomersPath,
  type CloudEvent,
  type InternalCustomerBody,
  type InternalCustomerCall,
  type OrganizationState,
  type Requester,
} from '@parley/contracts';
import {
  encodeEvent,
  ensureTopics,
  KafkaEventLog,
  decodeEvent,
  MemoryPositions,
  type LogConsumer,
  type LogProducer,
} from '@parley/event-log';
import { Database, KeyRing, type RunningService } from '@parley/platform';
import {
  SANDBOX_TOKEN,
  sharedKafkaBrokers,
  testDatabase,
  testTopicPrefix,
  ZendeskSandbox,
  type TestDatabase,
} from '@parley/testing';
import { ConnectionStore, ZENDESK_SCHEMA, ZendeskHosts, zendeskMigrations } from '@parley/zendesk';
import type { CustomerServiceConfig } from '../src/config';
import { migrate } from '../src/migrate';
import { CUSTOMER_SCHEMA, customerMigrations } from '../src/persistence/migrations';
import { startCustomerService } from '../src/start-customer-service';

const KEYS = `test:${Buffer.alloc(32, 7).toString('base64')}`;
/** The credential of this installation's services. */
export const SERVICE_TOKEN = 'a-credential-of-the-services-in-tests';
const PARTITIONS = 3;
const TOPICS_IN_USE = [
  'syncRequests',
  'config',
  'customerEvents',
  'connectionEvents',
  'commands',
  'ticketEvents',
] as const;
const position = { epoch: 0, partition: 0, offset: 0 };

/** Everything around customer-service, real: Postgres, Kafka and the Zendesk sandbox; and the service itself, in as many replicas as wanted. */
export class CustomerStage {
  readonly told: CloudEvent[] = [];
  private readonly services: RunningService[] = [];
  private versions = 0;

  private constructor(
    readonly sandbox: ZendeskSandbox,
    readonly customer: Database,
    readonly connections: ConnectionStore,
    private readonly zendesk: Database,
    private readonly created: TestDatabase,
    private readonly log: KafkaEventLog,
    private readonly producer: LogProducer,
    private readonly config: CustomerServiceConfig,
  ) {}

  static async open(): Promise<CustomerStage> {
    const [sandbox, created, prefix] = [
      await ZendeskSandbox.start(),
      await testDatabase(),
      testTopicPrefix(),
    ];
    const config: CustomerServiceConfig = {
      PORT: 0,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      KAFKA_BROKERS: sharedKafkaBrokers(),
      PARLEY_TOPIC_PREFIX: prefix,
      PARLEY_PARTITIONS: PARTITIONS,
      DATABASE_URL: created.url,
      PARLEY_ENCRYPTION_KEYS: KEYS,
      ZENDESK_ALLOWED_HOSTS: sandbox.host,
      PARLEY_ZENDESK_CALL_TIMEOUT_MS: 5_000,
      PARLEY_SERVICE_TOKEN: SERVICE_TOKEN,
      PARLEY_CUSTOMER_CHECK_SECONDS: 300,
    };
    const brokers = config.KAFKA_BROKERS.split(',');
    const groups = [
      consumerGroupId(prefix, 'customerServiceRequests'),
      consumerGroupId(prefix, 'customerServiceConfig'),
      consumerGroupId(prefix, 'customerServiceCommands'),
      consumerGroupId(prefix, 'customerServiceTickets'),
    ];
    const names = TOPICS_IN_USE.map((topic) => topicName(prefix, topic));
    await ensureTopics({
      brokers,
      topics: [...names, ...groups.map(deadLetterTopic)].map((name) => ({
        name,
        partitions: PARTITIONS,
        cleanup: 'delete',
        retentionMs: -1,
      })),
    });
    await migrate(config);
    const open = (schema: string, migrations: typeof customerMigrations) =>
      Database.open({ url: created.url, schema, applicationName: 'stage', migrations });
    const zendesk = await open(ZENDESK_SCHEMA, zendeskMigrations);
    await zendesk.migrate();
    const customer = await open(CUSTOMER_SCHEMA, customerMigrations);
    const connections = new ConnectionStore(zendesk, KeyRing.parse(KEYS), ZendeskHosts.parse(sandbox.host));
    const log = new KafkaEventLog({ brokers, clientId: 'stage' });
    const stage = new CustomerStage(
      sandbox,
      customer,
      connections,
      zendesk,
      created,
      log,
      log.producer(),
      config,
    );
    stage.listen();
    return stage;
  }

  async startReplica(): Promise<RunningService> {
    const service = await startCustomerService(this.config, { handleSignals: false });
    this.services.push(service);
    return service;
  }

  /** Connects the organization at the sandbox, as the gateway does. */
  async connect(accessToken = SANDBOX_TOKEN): Promise<void> {
    const { user } = await this.sandbox.call<{ user: { id: number } }>('GET', '/api/v2/users/me');
    await this.connections.connect('org', this.sandbox.url, { accessToken, connectedUserId: user.id });
    await this.organization('active');
  }

  /** Publishes the organization document. */
  async organization(state: OrganizationState): Promise<void> {
    this.versions += 1;
    const document = {
      version: this.versions,
      organizationId: 'org',
      name: 'acme',
      url: this.sandbox.url,
      state,
      connectedUserId: 1,
      accounts: [],
      configuration: DEFAULT_CONFIGURATION,
      changedAt: '2026-11-21T09:00:00.000Z',
    };
    const topic = topicName(this.config.PARLEY_TOPIC_PREFIX, 'config');
    await this.producer.send([{ topic, key: 'org', value: JSON.stringify(document), headers: {} }]);
  }

  /** Publishes decisions that name a requester, one a contact, as trigger-evaluator does. */
  async request(
    requester: Requester,
    contacts: readonly string[] = ['contact-1'],
    traceparent?: string,
  ): Promise<void> {
    const topic = topicName(this.config.PARLEY_TOPIC_PREFIX, 'syncRequests');
    await this.producer.send(
      contacts.map((contactId) => {
        const data = {
          version: 1,
          ticketKey: '6f1c2a52-6f0e-5a8e-9a43-0d6b3a0f3f11',
          organizationId: 'org',
          conversationId: `conv-${contactId}`,
          accountId: 'acc-1',
          contactId,
          mode: 'B',
          trigger: { source: '/p', id: 'm-1' },
          firedAt: position,
          throughPosition: position,
          requester,
          frozen: false,
        };
        const id = `request-${contactId}-${requester.key}`;
        const event: CloudEvent = {
          specversion: '1.0',
          id,
          source: '/test',
          type: 'parley.sync.requested.v1',
          data,
        };
        return encodeEvent(topic, contactId, traceparent === undefined ? event : { ...event, traceparent });
      }),
    );
  }

  /** Publishes an event of another service, as it does. */
  async publish(
    topic: 'commands' | 'ticketEvents',
    type: string,
    data: Readonly<Record<string, unknown>>,
    id: string = randomUUID(),
  ): Promise<void> {
    const event: CloudEvent = { specversion: '1.0', id, source: '/test', type, data };
    const name = topicName(this.config.PARLEY_TOPIC_PREFIX, topic);
    await this.producer.send([encodeEvent(name, 'contact-1', event)]);
  }

  /** Asks the first replica what gateway asks for advisors. */
  async serves<Call extends InternalCustomerCall>(
    call: Call,
    body: InternalCustomerBody<Call>,
    token = SERVICE_TOKEN,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const [service] = this.services;
    if (service === undefined) throw new Error('no replica was started');
    const response = await fetch(service.url + internalCustomersPath('org', call), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  /** Events about a requester, in order. */
  about(
    requesterKey: string,
  ): readonly CloudEvent<string, { version: number; zendeskUserId?: number; reason?: string }>[] {
    const wanted = customerKey('org', requesterKey);
    return this.told
      .filter(isAboutRequester)
      .filter(({ data }) => customerKey(data.organizationId, data.requesterKey) === wanted);
  }

  /** Sandbox users that are no agents. */
  async endUsers(): Promise<
    readonly { readonly id: number; readonly email: string | null; readonly external_id: string | null }[]
  > {
    type Users = { users: { id: number; email: string | null; external_id: string | null; role: string }[] };
    const { users } = await this.sandbox.call<Users>('GET', '/sandbox/truth?include=users');
    return users.filter(({ role }) => role === 'end-user');
  }

  async close(): Promise<void> {
    await Promise.all(this.services.map((service) => service.stop()));
    await this.consumer?.stop();
    await this.producer.close();
    await this.log.close();
    await this.customer.close();
    await this.zendesk.close();
    await this.created.drop();
    await this.sandbox.stop();
  }

  private consumer: LogConsumer | undefined;

  private listen(): void {
    const prefix = this.config.PARLEY_TOPIC_PREFIX;
    const positions = new MemoryPositions();
    this.consumer = this.log.consumer({
      group: `${prefix}stage`,
      topics: [prefix + TOPICS.customerEvents.name, prefix + TOPICS.connectionEvents.name],
      positions,
      handle: (batch) => {
        for (const record of batch.records) {
          const decoded = decodeEvent(record);
          if (decoded.ok) this.told.push(decoded.event);
        }
        positions.store(batch);
        return Promise.resolve({ kind: 'stored', nextOffset: batch.endOffset });
      },
    });
    this.consumer.start();
  }
}

interface AboutRequester {
  readonly version: number;
  readonly organizationId: string;
  readonly requesterKey: string;
}

function isAboutRequester(event: CloudEvent): event is CloudEvent<string, AboutRequester> {
  return event.type.startsWith('parley.customer.');
}
