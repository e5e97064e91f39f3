import {
  CONSUMER_GROUPS,
  consumerGroupId,
  contactIdOf,
  type ConversationEvent,
  deadLetterTopic,
  type DirectoryEvent,
  directoryKey,
  type OrganizationDocument,
  TOPICS,
  type TopicName,
  topicName,
} from '@parley/contracts';
import {
  describeInstallation,
  encodeEvent,
  ensureTopics,
  KafkaEventLog,
  type LogConsumer,
  type LogProducer,
  type LogRecord,
  MemoryPositions,
  type OutgoingMessage,
  recordInstallation,
} from '@parley/event-log';
import { Database, readConfig, type RunningService, startService } from '@parley/platform';
import {
  eventually,
  sharedKafkaBrokers,
  testDatabase,
  type TestDatabase,
  testTopicPrefix,
} from '@parley/testing';
import { AppModule, transportOf } from '../src/app.module';
import { SETTINGS } from '../src/config';
import { MIGRATIONS, SCHEMA } from '../src/persistence/migrations';
import { readDecision, Told } from './told';

const PARTITIONS = 3;
const USED: readonly TopicName[] = ['conversationEvents', 'directory', 'config', 'syncRequests'];

/** The real service on real Kafka and Postgres, with a publisher before it and a reader behind it. */
export class RunningEvaluator {
  readonly told = new Told();
  /** Dead letters of the conversation group. */
  readonly deadLetters: LogRecord[] = [];
  private services: RunningService[] = [];
  private readonly readers: LogConsumer[] = [];
  private appended = 0;

  private constructor(
    readonly prefix: string,
    readonly database: Database,
    private readonly testDatabase: TestDatabase,
    private readonly log: KafkaEventLog,
    private readonly producer: LogProducer,
    /** Settings that every process of it runs with. */
    readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** Everything there but the service itself; `start` that. */
  static async prepare(environment: Readonly<Record<string, string>> = {}): Promise<RunningEvaluator> {
    const brokers = sharedKafkaBrokers().split(',');
    const prefix = testTopicPrefix();
    const made = await testDatabase();
    const database = await Database.open({
      url: made.url,
      schema: SCHEMA,
      applicationName: 'spec',
      migrations: MIGRATIONS,
    });
    await database.migrate();
    await ensureTopics({ brokers, topics: topicsOf(prefix) });
    await recordInstallation(
      database,
      await describeInstallation({ brokers, prefix, partitions: PARTITIONS }),
    );
    const log = new KafkaEventLog({ brokers, clientId: 'spec' });
    const settings = {
      KAFKA_BROKERS: brokers.join(','),
      DATABASE_URL: made.url,
      PARLEY_TOPIC_PREFIX: prefix,
      PARLEY_PARTITIONS: String(PARTITIONS),
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
      ...environment,
    };
    const running = new RunningEvaluator(prefix, database, made, log, log.producer(), settings);
    running.read(topicName(prefix, 'syncRequests'), (record) => running.told.add(readDecision(record)));
    const group = consumerGroupId(prefix, 'triggerEvaluatorConversation');
    running.read(deadLetterTopic(group), (record) => running.deadLetters.push(record));
    return running;
  }

  /** Starts one process's worth of the service; gives its address. */
  async start(): Promise<string> {
    const config = readConfig(SETTINGS, this.environment);
    const service = await startService({
      name: 'trigger-evaluator',
      module: AppModule.of(config),
      config,
      transports: (app) => [transportOf(app, this.prefix)],
      handleSignals: false,
    });
    this.services.push(service);
    return service.url;
  }

  /** Stops every service that runs. */
  async stopServices(): Promise<void> {
    await Promise.all(this.services.splice(0).map((service) => service.stop()));
  }

  async stop(): Promise<void> {
    await this.stopServices();
    await Promise.all(this.readers.map((reader) => reader.stop()));
    await this.producer.close();
    await this.log.close();
    await this.database.close();
    await this.testDatabase.drop();
  }

  async publish(events: readonly ConversationEvent[]): Promise<void> {
    const topic = topicName(this.prefix, 'conversationEvents');
    await this.send(events.map((event) => encodeEvent(topic, contactIdOf(event), event)));
    this.appended += events.length;
  }

  async send(messages: readonly OutgoingMessage[]): Promise<void> {
    await this.producer.send(messages);
  }

  async configure(document: OrganizationDocument): Promise<void> {
    const topic = topicName(this.prefix, 'config');
    await this.send([{ topic, key: document.organizationId, value: JSON.stringify(document), headers: {} }]);
  }

  async learn(entries: readonly DirectoryEvent[]): Promise<void> {
    const topic = topicName(this.prefix, 'directory');
    await this.send(entries.map((entry) => encodeEvent(topic, directoryKey(entry), entry)));
  }

  /** Waits until every event that was published is stored. */
  async settled(): Promise<void> {
    await eventually(async () => (await this.stored()) >= this.appended, {
      describe: 'the log to be folded',
    });
  }

  /** Records on the decisions topic, once nothing waits to be published. */
  async published(): Promise<number> {
    await eventually(async () => (await this.database.query('select 1 from outbox')).length === 0);
    const ranges = await this.log.reader.ranges(topicName(this.prefix, 'syncRequests'));
    return [...ranges.values()].reduce((sum, { high }) => sum + high, 0);
  }

  /** Waits until the configuration was changed that many times. */
  async configured(version: number): Promise<void> {
    await eventually(
      async () => {
        const [row] = await this.database.query<{ version: string }>('select version from configuration');
        return Number(row?.version) >= version;
      },
      { describe: 'the configuration to be copied' },
    );
  }

  private async stored(): Promise<number> {
    const [row] = await this.database.query<{ stored: string }>(
      'select coalesce(sum(next_offset), 0) as stored from position where topic = $1',
      [topicName(this.prefix, 'conversationEvents')],
    );
    return Number(row?.stored);
  }

  private read(topic: string, visit: (record: LogRecord) => void): void {
    const positions = new MemoryPositions();
    const reader = this.log.consumer({
      group: `${this.prefix}spec.${topic}`,
      topics: [topic],
      positions,
      handle: (batch) => {
        for (const record of batch.records) visit(record);
        positions.store(batch);
        return Promise.resolve({ kind: 'stored', nextOffset: batch.endOffset });
      },
    });
    reader.start();
    this.readers.push(reader);
  }
}

function topicsOf(prefix: string) {
  const groups = [
    CONSUMER_GROUPS.triggerEvaluatorConversation,
    CONSUMER_GROUPS.triggerEvaluatorConfig,
    CONSUMER_GROUPS.triggerEvaluatorDirectory,
  ];
  return [
    ...USED.map((topic) => ({
      name: topicName(prefix, topic),
      partitions: PARTITIONS,
      cleanup: TOPICS[topic].cleanup,
      retentionMs: -1,
    })),
    ...groups.map((group) => ({
      name: deadLetterTopic(prefix + group),
      partitions: 1,
      cleanup: 'delete' as const,
      retentionMs: -1,
      oversize: true,
    })),
  ];
}
