import { abortableDelay } from '../consumer/abortable-delay';
import { PartitionCourse, type Step } from '../consumer/partition-course';
import type { ConsumerOptions, ConsumerStatus, LogConsumer } from '../ports/event-log';
import type { TopicPartition } from '../ports/log-record';
import type { MemoryPartition } from './memory-partition';

/** How many records one in-memory fetch gives at most. */
const RECORDS_PER_FETCH = 500;

/** What a consumer needs of the log. */
export interface MemoryTopics {
  partition(partition: TopicPartition): MemoryPartition;
  /** Joins and gives the function that leaves; `assign` is called with every new assignment. */
  join(options: ConsumerOptions, assign: (partitions: readonly TopicPartition[]) => void): () => void;
}

/** A group member on the in-memory log; obeys the courses of its partitions exactly as the Kafka consumer does. */
export class MemoryConsumer implements LogConsumer {
  private courses: PartitionCourse[] = [];
  private assignment = new AbortController();
  private running: Promise<void>[] = [];
  private leave: (() => void) | undefined;

  constructor(
    private readonly topics: MemoryTopics,
    private readonly options: ConsumerOptions,
  ) {}

  start(): void {
    this.leave ??= this.topics.join(this.options, (partitions) => this.assigned(partitions));
  }

  async stop(): Promise<void> {
    this.leave?.();
    this.leave = undefined;
    this.assignment.abort('another assignment');
    await Promise.all(this.running);
    this.courses = [];
  }

  status(): ConsumerStatus {
    return {
      group: this.options.group,
      joined: this.leave !== undefined,
      partitions: this.courses.map((course) => course.status()),
    };
  }

  private assigned(partitions: readonly TopicPartition[]): void {
    this.assignment.abort('another assignment');
    this.assignment = new AbortController();
    const { signal } = this.assignment;
    const { group, handle } = this.options;
    this.courses = partitions.map(
      (partition) => new PartitionCourse(group, partition, handle, () => undefined),
    );
    const done = this.courses.map((course) => this.drive(course, signal));
    this.running = [...this.running, ...done];
  }

  private async drive(course: PartitionCourse, signal: AbortSignal): Promise<void> {
    const partition = this.topics.partition(course.partition);
    let step: Step = { kind: 'place-again', afterMs: 0 };
    while (!signal.aborted) {
      if (step.kind === 'place-again') {
        await abortableDelay(step.afterMs, signal);
        step = await this.placed(course, partition);
      } else if (step.kind === 'read') {
        step = await this.fetched(course, partition, step.offset, signal);
      } else return;
    }
  }

  private async placed(course: PartitionCourse, partition: MemoryPartition): Promise<Step> {
    try {
      const asked = { ...course.partition, startOffset: partition.range.low };
      const [stored] = await this.options.positions.assigned(this.options.group, [asked]);
      if (stored === undefined) throw new Error('No position was given');
      return course.place(stored, partition.range);
    } catch {
      return { kind: 'place-again', afterMs: 10 };
    }
  }

  private async fetched(
    course: PartitionCourse,
    partition: MemoryPartition,
    offset: number,
    signal: AbortSignal,
  ): Promise<Step> {
    const records = partition.read(offset, RECORDS_PER_FETCH);
    const last = records.at(-1);
    if (last === undefined) {
      await partition.grown(signal);
      return { kind: 'read', offset };
    }
    return course.take({
      fetchedOffset: offset,
      endOffset: last.offset + 1,
      records,
      highWatermark: partition.range.high,
    });
  }
}
