import type {
  BatchHandler,
  BatchOutcome,
  ConsumerOptions,
  EventLog,
  LogConsumer,
  MemoryPositions,
  PartitionBatch,
  PartitionStatus,
} from '../../src';

/** A handler that keeps what it is given, and stores positions in memory; what it answers can be changed by a test. */
export class Recorder {
  readonly values: string[] = [];
  readonly batches: PartitionBatch[] = [];
  /** Asked before a batch is stored; an outcome stands in for storing. */
  intercept: (batch: PartitionBatch) => BatchOutcome | undefined | Promise<BatchOutcome | undefined> = () =>
    undefined;

  constructor(private readonly positions: MemoryPositions) {}

  readonly handle: BatchHandler = async (batch) => {
    this.batches.push(batch);
    const instead = await this.intercept(batch);
    if (instead !== undefined) return instead;
    for (const { value } of batch.records) this.values.push(value?.toString('utf8') ?? 'null');
    this.positions.store(batch);
    return { kind: 'stored', nextOffset: batch.endOffset };
  };
}

/** Starts a consumer of one topic for a recorder. */
export function consume(
  log: EventLog,
  options: Omit<ConsumerOptions, 'handle'>,
  recorder: Recorder,
): LogConsumer {
  const consumer = log.consumer({ ...options, handle: recorder.handle });
  consumer.start();
  return consumer;
}

/** Status of one partition of a consumer. */
export function partitionOf(consumer: LogConsumer, partition: number): PartitionStatus | undefined {
  return consumer.status().partitions.find((status) => status.partition === partition);
}

/** A promise that a test settles by hand. */
export class Gate {
  readonly opened: Promise<void>;
  private resolve: () => void = () => undefined;

  constructor() {
    this.opened = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  open(): void {
    this.resolve();
  }
}
