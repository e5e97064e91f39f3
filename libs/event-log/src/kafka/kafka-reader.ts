import { randomUUID } from 'node:crypto';
import type { Consumer, Kafka } from 'kafkajs';
import { LogUnavailableError } from '../errors';
import type { LogRange, LogReader } from '../ports/event-log';
import type { LogRecord, TopicPartition } from '../ports/log-record';
import { SESSION_TIMEOUT_MS, MAX_WAIT_MS } from './consumer-settings';
import { RETRY } from './kafka-client';
import { recordOf } from './records';
import type { TopicFacts } from './topic-facts';

/**
 * How long the consumer of one reading is started again after a crash, in milliseconds. kafkajs gives up joining at the first
 * answer of a group coordinator that is still being made or loaded, as on a new or restarted broker.
 */
const START_AGAIN_FOR_MS = 30_000;

type Stretch = TopicPartition & { readonly fromOffset: number; readonly throughOffset: number };

/** Reads a stretch of a partition again, as the only member of a group of its own that is deleted afterwards. */
export class KafkaReader implements LogReader {
  constructor(
    private readonly kafka: Kafka,
    private readonly groupPrefix: string,
    private readonly facts: TopicFacts,
  ) {}

  async ranges(topic: string): Promise<ReadonlyMap<number, LogRange>> {
    try {
      return await this.facts.ranges(topic);
    } catch (error) {
      throw new LogUnavailableError(`What ${topic} holds is not known`, { cause: error });
    }
  }

  /** @throws LogUnavailableError when the log no longer has the beginning of the stretch, or Kafka is away. */
  async read(stretch: Stretch, visit: (record: LogRecord) => void): Promise<void> {
    const range = (await this.facts.ranges(stretch.topic)).get(stretch.partition);
    if (range === undefined || stretch.fromOffset < range.low)
      throw new LogUnavailableError(
        `${stretch.topic}/${stretch.partition} no longer has ${stretch.fromOffset}`,
      );
    const throughOffset = Math.min(stretch.throughOffset, range.high - 1);
    if (throughOffset < stretch.fromOffset) return;
    const startAgainUntil = performance.now() + START_AGAIN_FOR_MS;
    const groupId = `${this.groupPrefix}.reader.${randomUUID()}`;
    const consumer = this.kafka.consumer({
      groupId,
      sessionTimeout: SESSION_TIMEOUT_MS,
      maxWaitTimeInMs: MAX_WAIT_MS,
      allowAutoTopicCreation: false,
      retry: { ...RETRY, restartOnFailure: () => Promise.resolve(performance.now() < startAgainUntil) },
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [stretch.topic], fromBeginning: true });
      await readThrough(consumer, { ...stretch, throughOffset }, visit);
    } finally {
      await consumer.disconnect().catch(() => undefined);
      await this.facts.deleteGroup(groupId);
    }
  }
}

function readThrough(
  consumer: Consumer,
  stretch: Stretch,
  visit: (record: LogRecord) => void,
): Promise<void> {
  const { topic, partition, fromOffset, throughOffset } = stretch;
  const { GROUP_JOIN, END_BATCH_PROCESS, CRASH } = consumer.events;
  let nextOffset = fromOffset;
  return new Promise((resolve, reject) => {
    consumer.on(GROUP_JOIN, ({ payload }) => {
      const others = (payload.memberAssignment[topic] ?? []).filter((assigned) => assigned !== partition);
      consumer.pause([{ topic, partitions: others }]);
      consumer.seek({ topic, partition, offset: String(nextOffset) });
    });
    consumer.on(CRASH, ({ payload }) => {
      if (payload.restart) return;
      reject(new LogUnavailableError('The log could not be read again', { cause: payload.error }));
    });
    consumer.on(END_BATCH_PROCESS, ({ payload }) => {
      if (payload.partition === partition && Number(payload.lastOffset) >= throughOffset) resolve();
    });
    consumer
      .run({
        autoCommit: false,
        eachBatchAutoResolve: true,
        eachBatch: ({ batch }) => {
          for (const message of batch.messages) {
            const record = recordOf(topic, partition, message);
            if (record.offset >= nextOffset && record.offset <= throughOffset) visit(record);
          }
          nextOffset = Math.max(nextOffset, Number(batch.lastOffset()) + 1);
          return Promise.resolve();
        },
      })
      .catch(reject);
  });
}
