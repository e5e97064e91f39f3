import type { Database } from '@parley/platform';
import { eventually, type TestDatabase, testTopicPrefix } from '@parley/testing';
import { KafkaEventLog, type LogConsumer, type LogProducer, type PartitionStatus } from '../../src';
import { withAdmin } from '../../src/kafka/with-admin';
import { said, tallyDatabase, TallyService } from './tally-service';
import { TestTopics } from './test-topics';

interface Member {
  readonly service: TallyService;
  readonly consumer: LogConsumer;
  readonly producer: LogProducer;
}

/** A topic on a real broker, a database on a real server, and members of the service between them. */
export class KafkaCase {
  readonly group: string;
  readonly log: KafkaEventLog;
  readonly producer: LogProducer;
  readonly fatal: Error[] = [];
  private readonly members: Member[] = [];

  private constructor(
    readonly brokers: string,
    readonly topics: TestTopics,
    readonly topic: string,
    readonly database: Database,
    readonly test: TestDatabase,
  ) {
    this.group = `${topic}.tally`;
    this.log = new KafkaEventLog({
      brokers: [brokers],
      clientId: 'tally',
      sessionTimeoutMs: 6_000,
      maxWaitMs: 50,
      onFatal: (error) => this.fatal.push(error),
    });
    this.producer = this.log.producer();
  }

  static async create(
    brokers: string,
    options: { readonly partitions?: number; readonly serverUrl?: string } = {},
  ): Promise<KafkaCase> {
    const { partitions = 1, serverUrl } = options;
    const topics = new TestTopics([brokers], testTopicPrefix());
    const topic = await topics.create(partitions);
    await topics.create(1, { name: `${topic}.repeated` });
    await topics.create(1, { name: `${topic}.tally.dlq`, oversize: true });
    const made = await tallyDatabase(serverUrl);
    return new KafkaCase(brokers, topics, topic, await made.open(), made.test);
  }

  /** One more member of the group in this process. */
  member(database: Database = this.database): Member {
    const { group, topic } = this;
    const names = { group, output: `${topic}.repeated`, deadLetters: `${group}.dlq` };
    const producer = this.log.producer();
    const service = new TallyService(database, producer, names);
    const consumer = this.log.consumer({
      group,
      topics: [topic],
      positions: service.positions,
      handle: (batch) => service.processor.process(batch, service.work),
    });
    consumer.start();
    const member = { service, consumer, producer };
    this.members.push(member);
    return member;
  }

  async say(contact: string, ...ids: readonly string[]): Promise<void> {
    await this.producer.send(ids.map((id) => said(this.topic, contact, id)));
  }

  /** Waits until exactly these events are folded, each once and in order. */
  async holds(folded: Readonly<Record<string, readonly string[]>>, service: TallyService): Promise<void> {
    await eventually(
      async () => {
        expect(await service.folded()).toEqual(folded);
        return true;
      },
      { timeoutMs: 60_000 },
    );
  }

  /** State of the consumer group as the broker sees it. */
  async groupState(): Promise<string | undefined> {
    const { groups } = await withAdmin([this.brokers], (admin) => admin.describeGroups([this.group]));
    return groups[0]?.state;
  }

  /** The offset that Kafka has of the group for partition 0; -1 when none was committed. */
  async committedInKafka(): Promise<number> {
    const offsets = await withAdmin([this.brokers], (admin) =>
      admin.fetchOffsets({ groupId: this.group, topics: [this.topic] }),
    );
    return Number(offsets[0]?.partitions[0]?.offset);
  }

  partition(consumer: LogConsumer, partition = 0): PartitionStatus | undefined {
    return consumer.status().partitions.find((status) => status.partition === partition);
  }

  async close(): Promise<void> {
    await Promise.all(this.members.map(({ consumer }) => consumer.stop()));
    await Promise.all(this.members.map(({ service }) => service.outbox.close()));
    await Promise.all(this.members.map(({ producer }) => producer.close()));
    await this.producer.close();
    await this.database.close();
    await this.log.close();
    await this.topics.drop();
    await this.test.drop();
  }
}
