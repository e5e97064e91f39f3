import { configureLogging } from '@parley/platform';
import { eventually, sharedKafkaBrokers, testTopicPrefix } from '@parley/testing';
import { CompressionTypes, ConfigResourceTypes, type Kafka, Partitioners } from 'kafkajs';
import { KafkaEventLog, type LogConsumer, MemoryPositions, MessageRefusedError } from '../src';
import { createKafka } from '../src/kafka/kafka-client';
import { withAdmin } from '../src/kafka/with-admin';
import { message } from './support/keys';
import { consume, partitionOf, Recorder } from './support/recorder';
import { withSnappyWriter } from './support/snappy';
import { TestTopics } from './support/test-topics';

configureLogging({ level: 'silent' });

/** What a foreign producer or the Kafka client itself can do to a consumer. */
describe('traps of Kafka and its client', () => {
  const brokers = [sharedKafkaBrokers()];
  const topics = new TestTopics(brokers, testTopicPrefix());
  const fatal: Error[] = [];
  const log = new KafkaEventLog({
    brokers,
    clientId: 'traps',
    maxWaitMs: 50,
    onFatal: (error) => fatal.push(error),
  });
  const kafka: Kafka = createKafka({ brokers, clientId: 'foreign' });
  let started: LogConsumer[] = [];

  afterEach(async () => {
    await Promise.all(started.map((consumer) => consumer.stop()));
    started = [];
  });

  afterAll(async () => {
    await log.close();
    await topics.drop();
  });

  const start = (topic: string): { readonly recorder: Recorder; readonly consumer: LogConsumer } => {
    const positions = new MemoryPositions();
    const recorder = new Recorder(positions);
    const consumer = consume(log, { group: `${topic}.traps`, topics: [topic], positions }, recorder);
    started.push(consumer);
    return { recorder, consumer };
  };
  /** A topic where the broker keeps what a producer compressed, unlike those we create. */
  const foreignTopic = async (): Promise<string> => {
    const topic = await topics.create(1);
    await withAdmin(brokers, (admin) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: ConfigResourceTypes.TOPIC,
            name: topic,
            configEntries: [{ name: 'compression.type', value: 'producer' }],
          },
        ],
      }),
    );
    return topic;
  };
  const produceCompressed = async (topic: string, compression: CompressionTypes): Promise<void> => {
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    await producer.send({ topic, compression, messages: [{ key: 'k', value: 'compressed' }] });
    await producer.disconnect();
  };

  it('markers of a foreign transaction are passed over without reading anything twice', async () => {
    const topic = await topics.create(1);
    const { recorder, consumer } = start(topic);
    const producer = kafka.producer({
      transactionalId: `${topic}.tx`,
      maxInFlightRequests: 1,
      idempotent: true,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    const say = async (value: string, end: 'commit' | 'abort'): Promise<void> => {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ key: 'k', value }] });
      await transaction[end]();
    };
    await say('one', 'commit');
    await eventually(() => recorder.values.length === 1);
    await say('never', 'abort');
    await say('two', 'commit');
    await eventually(() => recorder.values.length === 2);
    await say('three', 'commit');
    await eventually(() => recorder.values.length === 3);
    await producer.disconnect();
    expect(recorder.values).toEqual(['one', 'two', 'three']);
    const ends = recorder.batches.map(({ fetchedOffset, endOffset }) => [fetchedOffset, endOffset]);
    expect(ends.slice(1).map(([from]) => from)).toEqual(ends.slice(0, -1).map(([, end]) => end));
    expect(partitionOf(consumer, 0)?.state).toBe('reading');
  });

  it('a batch compressed with zstd is read', async () => {
    const topic = await foreignTopic();
    await produceCompressed(topic, CompressionTypes.ZSTD);
    const { recorder } = start(topic);
    await eventually(() => recorder.values.length === 1);
    expect(recorder.values).toEqual(['compressed']);
  });

  it('a snappy producer does no harm on a topic of ours, since the broker repacks what it sends', async () => {
    const topic = await topics.create(1);
    await withSnappyWriter(() => produceCompressed(topic, CompressionTypes.Snappy));
    const { recorder } = start(topic);
    await eventually(() => recorder.values.length === 1);
    expect(recorder.values).toEqual(['compressed']);
    expect(fatal).toEqual([]);
  });

  it('a consumer that cannot go on says so, for the process to end and be started again', async () => {
    const topic = await foreignTopic();
    await withSnappyWriter(() => produceCompressed(topic, CompressionTypes.Snappy));
    start(topic);
    const error = await eventually(() => fatal[0]);
    expect(error.message).toMatch(/snappy/i);
  });

  it('a message that the broker refuses is refused for good', async () => {
    const topic = await topics.create(1);
    await withAdmin(brokers, (admin) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: ConfigResourceTypes.TOPIC,
            name: topic,
            configEntries: [{ name: 'max.message.bytes', value: '1000' }],
          },
        ],
      }),
    );
    const producer = log.producer();
    await expect(producer.send([message(topic, 'k', 'x'.repeat(5_000))])).rejects.toBeInstanceOf(
      MessageRefusedError,
    );
    await expect(producer.send([message(topic, 'k', 'small')])).resolves.toEqual([
      { topic, partition: 0, offset: 0 },
    ]);
    await producer.close();
  });
});
