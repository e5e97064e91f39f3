import { createLogger } from '@parley/platform';
import type { Consumer } from 'kafkajs';
import type { PartitionRange } from '../consumer/judge-position';
import { PartitionCourse } from '../consumer/partition-course';
import type { ConsumerOptions, PartitionStatus } from '../ports/event-log';
import type { TopicPartition } from '../ports/log-record';
import type { StoredPosition } from '../ports/positions';
import type { OffsetCommitter } from './offset-committer';
import type { TopicFacts } from './topic-facts';

const logger = createLogger('event-log.assignment');
const PLACE_AGAIN_MS = 1_000;
const WATCH_EVERY_MS = 10_000;

/**
 * The partitions of one group member. Each is paused the moment it is assigned, and read only after its stored position was
 * compared with the log: kafkajs on its own would begin at Kafka's committed offset, or silently at its default one.
 */
export class GroupAssignment {
  private courses = new Map<string, PartitionCourse>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly placing = new Set<Promise<void>>();
  private watching: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly consumer: Consumer,
    private readonly options: ConsumerOptions,
    private readonly facts: TopicFacts,
    private readonly committer: OffsetCommitter,
  ) {}

  /** A new assignment; runs to its last line before kafkajs fetches again, since it is called from the join itself. */
  replace(partitions: readonly TopicPartition[]): void {
    if (this.closed) return;
    this.clearTimers();
    this.committer.forget();
    const { group, handle } = this.options;
    this.courses = new Map(
      partitions.map((partition) => [
        keyOf(partition),
        new PartitionCourse(group, partition, handle, (error) =>
          logger.error({ err: error, group, ...partition }, 'a batch handler threw'),
        ),
      ]),
    );
    this.pause();
    this.place([...this.courses.values()]);
    this.watch();
  }

  /** Ends placing and watching, and waits for what of it is running. */
  async close(): Promise<void> {
    this.closed = true;
    this.courses = new Map();
    this.clearTimers();
    await Promise.allSettled(this.placing);
  }

  /** Nothing is fetched from now on; what is being stored goes on. */
  pause(): void {
    const partitions = [...this.courses.values()].map(whole);
    this.whileRunning(() => this.consumer.pause(partitions));
  }

  courseOf(partition: TopicPartition): PartitionCourse | undefined {
    return this.courses.get(keyOf(partition));
  }

  /** Reads nothing of the partition for a while, then compares its position with the log again. */
  placeAgain(course: PartitionCourse, afterMs: number): void {
    this.whileRunning(() => this.consumer.pause([whole(course)]));
    const { state, reason } = course.status();
    if (state === 'halted')
      logger.error({ group: course.group, ...course.partition, reason }, 'a partition is halted');
    else if (afterMs > 0)
      logger.warn({ group: course.group, ...course.partition, reason }, 'a partition is paused');
    if (this.isCurrent(course)) this.later([course], afterMs);
  }

  status(): readonly PartitionStatus[] {
    return [...this.courses.values()].map((course) => course.status());
  }

  private place(assigned: readonly PartitionCourse[]): void {
    const courses = assigned.filter((course) => this.isCurrent(course));
    if (courses.length > 0) this.tracked(this.placeAll(courses));
  }

  private async placeAll(courses: readonly PartitionCourse[]): Promise<void> {
    try {
      const ranges = await this.rangesOf(courses);
      const partitions = courses.map(({ partition }) => ({
        ...partition,
        startOffset: rangeOf(ranges, partition).low,
      }));
      const stored = await this.options.positions.assigned(this.options.group, partitions);
      const byPartition = new Map(stored.map((position) => [keyOf(position), position]));
      for (const course of courses) this.begin(course, byPartition.get(keyOf(course.partition)), ranges);
    } catch (error) {
      logger.warn({ err: error, group: this.options.group }, 'positions cannot be read yet');
      const waiting = courses.filter((course) => this.isCurrent(course));
      if (waiting.length > 0) this.later(waiting, PLACE_AGAIN_MS);
    }
  }

  private begin(
    course: PartitionCourse,
    stored: StoredPosition | undefined,
    ranges: ReadonlyMap<string, ReadonlyMap<number, PartitionRange>>,
  ): void {
    if (!this.isCurrent(course)) return;
    if (stored === undefined) throw new Error(`No position was given for ${keyOf(course.partition)}`);
    const step = course.place(stored, rangeOf(ranges, course.partition));
    if (step.kind === 'place-again') this.placeAgain(course, step.afterMs);
    if (step.kind !== 'read') return;
    this.committer.stored(course.partition, stored.nextOffset);
    this.whileRunning(() => {
      this.consumer.seek({ ...course.partition, offset: String(step.offset) });
      this.consumer.resume([whole(course)]);
    });
  }

  private async rangesOf(courses: readonly PartitionCourse[]) {
    const topics = [...new Set(courses.map(({ partition }) => partition.topic))];
    return new Map(
      await Promise.all(topics.map(async (topic) => [topic, await this.facts.ranges(topic)] as const)),
    );
  }

  private later(courses: readonly PartitionCourse[], afterMs: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.place(courses);
    }, afterMs);
    this.timers.add(timer);
  }

  /**
   * Looks at the ends of the log now and then: for the lag of partitions where nothing comes, and because kafkajs answers an offset
   * that is out of range by going to the topic's beginning without a word, which an empty topic never shows.
   */
  private watch(): void {
    this.watching = setTimeout(() => {
      this.tracked(this.look());
      this.watch();
    }, WATCH_EVERY_MS);
  }

  private async look(): Promise<void> {
    const courses = [...this.courses.values()];
    try {
      const positions = courses.map(({ position }) => position);
      const ranges = await this.rangesOf(courses);
      for (const [index, course] of courses.entries()) {
        const step = course.observe(rangeOf(ranges, course.partition), positions[index] ?? -1);
        if (step?.kind === 'place-again' && this.isCurrent(course)) this.placeAgain(course, step.afterMs);
      }
    } catch (error) {
      logger.debug({ err: error, group: this.options.group }, 'the ends of the log cannot be read now');
    }
  }

  private tracked(work: Promise<void>): void {
    this.placing.add(work);
    void work.finally(() => this.placing.delete(work));
  }

  private clearTimers(): void {
    clearTimeout(this.watching);
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private isCurrent(course: PartitionCourse): boolean {
    return this.courses.get(keyOf(course.partition)) === course;
  }

  /** Between a crash and its restart kafkajs has no group to pause or seek in; the next join makes up for it. */
  private whileRunning(change: () => void): void {
    try {
      change();
    } catch (error) {
      logger.debug({ err: error, group: this.options.group }, 'the consumer is not running');
    }
  }
}

function rangeOf(
  ranges: ReadonlyMap<string, ReadonlyMap<number, PartitionRange>>,
  { topic, partition }: TopicPartition,
): PartitionRange {
  const range = ranges.get(topic)?.get(partition);
  if (range === undefined) throw new Error(`Kafka knows no partition ${topic}/${partition}`);
  return range;
}

function whole({ partition }: PartitionCourse): { topic: string; partitions: number[] } {
  return { topic: partition.topic, partitions: [partition.partition] };
}

function keyOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
