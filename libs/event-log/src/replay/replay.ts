import { randomUUID } from 'node:crypto';
import { ParleyError } from '@parley/platform';
import type { EventLog } from '../ports/event-log';
import type { BatchHandler, BatchOutcome, PartitionBatch, TopicPartition } from '../ports/log-record';
import type { PositionSource } from '../ports/positions';
import { cutBatch } from './cut-batch';

/** Thrown when a replay cannot reach its end: a batch halts, or nothing moves any more. */
export class ReplayStoppedError extends ParleyError {
  readonly code = 'replay-stopped';
  readonly retryable = true;
}

/** How far a partition is read again. */
export interface ReplayedPartition extends TopicPartition {
  /** The group whose batches these are: its name is in what they leave behind. */
  readonly group: string;
  /** Everything below is read. */
  readonly end: number;
  /** Offsets at which a batch must begin. */
  readonly borders: readonly number[];
}

/** What is read again, where it is stored, and by whom. */
export interface ReplayOptions {
  readonly log: EventLog;
  readonly partitions: readonly ReplayedPartition[];
  /** Where reading begins and goes on; asked for the partitions' own groups. */
  readonly positions: PositionSource;
  readonly handle: BatchHandler;
  /** Told of records that were stored. */
  readonly onRecords?: (records: number) => void;
  /** How long nothing may be stored before the replay gives up, in milliseconds (default 120,000). */
  readonly stallMs?: number;
}

const STALL_MS = 120_000;
/** Longer than any replay: a partition that is done is not looked at again. */
const DONE_MS = 24 * 60 * 60 * 1_000;
/** What time may heal is tried again by the consumer itself; these come from the records, and come again. */
const HOPELESS = /^unknown-version/;

/**
 * Reads stretches of several partitions through a handler, as a consumer of a group of its own: in batches, with the
 * handler's pace, to the given ends and not beyond. Positions of the live group are neither read nor moved.
 *
 * @throws ReplayStoppedError when it cannot reach its end
 */
export async function replay(options: ReplayOptions): Promise<void> {
  const course = new ReplayCourse(options);
  if (course.isDone()) return;
  const group = `parley-replay.${randomUUID()}`;
  const consumer = options.log.consumer({
    group,
    topics: [...new Set(options.partitions.map(({ topic }) => topic))],
    positions: course,
    handle: (batch) => course.take(batch),
  });
  consumer.start();
  try {
    await course.finished;
  } finally {
    course.close();
    await consumer.stop();
    await options.log.forgetGroup(group);
  }
}

class ReplayCourse implements PositionSource {
  readonly finished: Promise<void>;
  private readonly open = new Map<string, ReplayedPartition>();
  private readonly groups: ReadonlyMap<string, string>;
  private readonly watch: NodeJS.Timeout;
  private movedAt = performance.now();
  private waitsFor = 'nothing was read yet';
  private resolve: () => void = () => undefined;
  private reject: (error: Error) => void = () => undefined;

  constructor(private readonly options: ReplayOptions) {
    for (const partition of options.partitions)
      if (partition.end > 0) this.open.set(keyOf(partition), partition);
    this.groups = new Map(options.partitions.map(({ topic, group }) => [topic, group]));
    this.finished = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.watch = setInterval(() => this.look(), 1_000);
  }

  isDone(): boolean {
    if (this.open.size > 0) return false;
    this.close();
    return true;
  }

  close(): void {
    clearInterval(this.watch);
  }

  /** Positions are those of the partition's own group, wherever the consumer's group is new. */
  async assigned(_group: string, partitions: Parameters<PositionSource['assigned']>[1]) {
    const stored = await Promise.all(
      [...this.groups].map(([topic, group]) =>
        this.options.positions.assigned(
          group,
          partitions.filter((partition) => partition.topic === topic),
        ),
      ),
    );
    const positions = stored.flat();
    for (const position of positions) this.reached(position, position.nextOffset);
    return positions;
  }

  async take(batch: PartitionBatch): Promise<BatchOutcome> {
    const partition = this.open.get(keyOf(batch));
    if (partition === undefined) return { kind: 'pause', reason: 'replayed', retryAfterMs: DONE_MS };
    const cut = cutBatch({ ...batch, group: partition.group }, partition.end, partition.borders);
    if (cut === undefined) {
      this.reached(partition, partition.end);
      return { kind: 'pause', reason: 'replayed', retryAfterMs: DONE_MS };
    }
    const outcome = await this.options.handle(cut);
    this.note(partition, cut, outcome);
    return outcome;
  }

  private note(partition: ReplayedPartition, batch: PartitionBatch, outcome: BatchOutcome): void {
    const place = `${batch.topic}/${batch.partition}`;
    if (outcome.kind === 'stored') {
      this.movedAt = performance.now();
      this.options.onRecords?.(batch.records.length);
      this.reached(partition, outcome.nextOffset);
    } else if (outcome.kind === 'halt') {
      this.reject(new ReplayStoppedError(`${place} halts: ${outcome.code}: ${outcome.detail}`));
    } else if (outcome.kind === 'pause') {
      this.waitsFor = `${place} waits: ${outcome.reason}`;
      if (HOPELESS.test(outcome.reason)) this.reject(new ReplayStoppedError(this.waitsFor));
    }
  }

  private reached(partition: TopicPartition, nextOffset: number): void {
    const key = keyOf(partition);
    const wanted = this.open.get(key);
    if (wanted === undefined || nextOffset < wanted.end) return;
    this.open.delete(key);
    this.movedAt = performance.now();
    if (this.open.size === 0) this.resolve();
  }

  private look(): void {
    if (performance.now() - this.movedAt < (this.options.stallMs ?? STALL_MS)) return;
    const [first] = this.open.values();
    const where = first === undefined ? '' : ` (${first.topic}/${first.partition} below ${first.end})`;
    this.reject(new ReplayStoppedError(`The replay does not move any more${where}: ${this.waitsFor}`));
  }
}

function keyOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
