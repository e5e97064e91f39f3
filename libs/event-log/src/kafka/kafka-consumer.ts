import { createLogger } from '@parley/platform';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { abortableDelay } from '../consumer/abortable-delay';
import type { PartitionCourse, Step } from '../consumer/partition-course';
import type { TopicPartition } from '../ports/log-record';
import type { ConsumerOptions, ConsumerStatus, LogConsumer } from '../ports/event-log';
import {
  CONCURRENCY,
  type ConsumerSettings,
  HEARTBEAT_MS,
  MAX_BYTES_PER_PARTITION,
  MAX_WAIT_MS,
  REBALANCE_TIMEOUT_MS,
  SESSION_TIMEOUT_MS,
} from './consumer-settings';
import { GroupAssignment } from './group-assignment';
import { RETRY } from './kafka-client';
import { OffsetCommitter } from './offset-committer';
import { fetchedRecords } from './records';
import type { TopicFacts } from './topic-facts';

const logger = createLogger('event-log.consumer');
const CONNECT_AGAIN_MS = 1_000;

/** A member of a Kafka consumer group that hands batches to a handler and obeys what the courses of its partitions say. */
export class KafkaConsumer implements LogConsumer {
  private readonly consumer: Consumer;
  private readonly assignment: GroupAssignment;
  private readonly committer: OffsetCommitter;
  private readonly running = new Set<Promise<void>>();
  private joined = false;
  private stopping: Promise<void> | undefined;
  private readonly stopped = new AbortController();

  constructor(
    kafka: Kafka,
    private readonly options: ConsumerOptions,
    private readonly settings: ConsumerSettings,
    facts: TopicFacts,
    private readonly onFatal: (error: Error) => void,
  ) {
    const maxBytesPerPartition = settings.maxBytesPerPartition ?? MAX_BYTES_PER_PARTITION;
    this.consumer = kafka.consumer({
      groupId: options.group,
      sessionTimeout: settings.sessionTimeoutMs ?? SESSION_TIMEOUT_MS,
      rebalanceTimeout: REBALANCE_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxBytesPerPartition,
      // Less than concurrency x maxBytesPerPartition would starve the concurrency.
      maxBytes: maxBytesPerPartition * Math.max(4, this.concurrency * 2),
      maxWaitTimeInMs: settings.maxWaitMs ?? MAX_WAIT_MS,
      allowAutoTopicCreation: false,
      retry: { ...RETRY, restartOnFailure: () => Promise.resolve(true) },
    });
    this.committer = new OffsetCommitter(this.consumer);
    this.assignment = new GroupAssignment(this.consumer, options, facts, this.committer);
  }

  start(): void {
    this.listen();
    this.connect().catch((error: unknown) =>
      this.died(error instanceof Error ? error : new Error(String(error))),
    );
  }

  stop(): Promise<void> {
    this.stopping ??= this.drain();
    return this.stopping;
  }

  status(): ConsumerStatus {
    return { group: this.options.group, joined: this.joined, partitions: this.assignment.status() };
  }

  private get concurrency(): number {
    return this.settings.concurrency ?? CONCURRENCY;
  }

  /** Kafka may start after us: keeps trying until the subscription stands or the consumer is stopped. */
  private async connect(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      try {
        await this.consumer.connect();
        await this.consumer.subscribe({ topics: [...this.options.topics], fromBeginning: true });
        break;
      } catch (error) {
        logger.warn({ err: error, group: this.options.group }, 'Kafka is not there yet');
        await abortableDelay(CONNECT_AGAIN_MS, this.stopped.signal);
      }
    }
    if (this.stopped.signal.aborted) return;
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.concurrency,
      eachBatch: (payload) => this.tracked(this.take(payload)),
    });
  }

  private listen(): void {
    const { group } = this.options;
    const { GROUP_JOIN, CRASH, REBALANCING, START_BATCH_PROCESS } = this.consumer.events;
    this.consumer.on(GROUP_JOIN, ({ payload }) => {
      const partitions = partitionsOf(payload.memberAssignment);
      logger.info({ group, partitions: partitions.length }, 'joined the group');
      this.joined = true;
      this.assignment.replace(partitions);
    });
    this.consumer.on(REBALANCING, () => logger.debug({ group }, 'the group is rebalancing'));
    this.consumer.on(START_BATCH_PROCESS, ({ payload }) => {
      if (payload.batchSize === 0)
        this.assignment.courseOf(payload)?.passedHidden(Number(payload.lastOffset) + 1);
    });
    this.consumer.on(CRASH, ({ payload }) => {
      this.joined = false;
      this.assignment.replace([]);
      if (payload.restart) logger.warn({ err: payload.error, group }, 'the consumer starts again');
      else this.died(payload.error);
    });
  }

  /** A consumer that is being stopped may still be joining its group: that this comes to nothing is no failure. */
  private died(error: Error): void {
    if (this.stopping === undefined) this.onFatal(error);
  }

  private async take(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const course = this.assignment.courseOf(batch);
    if (course === undefined || this.stopping !== undefined) return;
    const fetched = fetchedRecords(batch);
    const heart = setInterval(() => void payload.heartbeat().catch(() => undefined), HEARTBEAT_MS);
    try {
      const step = await course.take(fetched);
      if (this.assignment.courseOf(batch) === course) this.obey(step, course, payload, fetched.endOffset);
    } finally {
      clearInterval(heart);
    }
  }

  private obey(step: Step, course: PartitionCourse, payload: EachBatchPayload, endOffset: number): void {
    switch (step.kind) {
      case 'ignore':
        return;
      case 'place-again':
        this.assignment.placeAgain(course, step.afterMs);
        return;
      case 'read':
        this.committer.stored(course.partition, step.offset);
        if (step.offset <= endOffset) payload.resolveOffset(String(step.offset - 1));
        else this.consumer.seek({ ...course.partition, offset: String(step.offset) });
    }
  }

  private async tracked(work: Promise<void>): Promise<void> {
    this.running.add(work);
    try {
      await work;
    } finally {
      this.running.delete(work);
    }
  }

  /** Running batches finish and are committed while we are still a member; then the group is left at once. */
  private async drain(): Promise<void> {
    this.stopped.abort();
    this.assignment.pause();
    await Promise.allSettled(this.running);
    await this.committer.close();
    await this.assignment.close();
    await this.consumer.disconnect().catch(() => undefined);
    this.joined = false;
  }
}

function partitionsOf(assignment: Readonly<Record<string, readonly number[]>>): TopicPartition[] {
  return Object.entries(assignment).flatMap(([topic, partitions]) =>
    partitions.map((partition) => ({ topic, partition })),
  );
}
