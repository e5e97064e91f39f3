import type { BatchHandler, LogRecord, TopicPartition } from './log-record';
import type { LogProducer } from './log-producer';
import type { PositionSource } from './positions';

/** What to consume, and where it is stored. */
export interface ConsumerOptions {
  /** Full consumer group id. */
  readonly group: string;
  /** Full topic names. */
  readonly topics: readonly string[];
  readonly positions: PositionSource;
  readonly handle: BatchHandler;
}

/** State of one assigned partition. */
export type PartitionState =
  /** Its position is being read and compared with the log. */
  | 'checking'
  | 'reading'
  /** Waiting to be tried again, see {@link PartitionStatus.reason}. */
  | 'paused'
  /** Stopped until an operator has looked, see {@link PartitionStatus.reason}. */
  | 'halted';

export interface PartitionStatus extends TopicPartition {
  readonly state: PartitionState;
  /** Why it is paused or halted: a stable code, then text for people. */
  readonly reason?: string;
  /** Records between the position and the end of the log, as last seen. */
  readonly lag: number;
}

/** What a consumer is doing. */
export interface ConsumerStatus {
  readonly group: string;
  /** Whether the group was joined; a member without any partition is fine. */
  readonly joined: boolean;
  readonly partitions: readonly PartitionStatus[];
}

/** One member of a consumer group. */
export interface LogConsumer {
  /** Starts in the background and keeps trying while the log is away. */
  start(): void;
  /** Lets running batches finish, then leaves the group. Safe to call twice. */
  stop(): Promise<void>;
  status(): ConsumerStatus;
}

/** What the log holds of a partition: its oldest record, and the offset that its next one will get. */
export interface LogRange {
  readonly low: number;
  readonly high: number;
}

/** Reads a stretch of one partition again, outside any consumer group's position. */
export interface LogReader {
  /**
   * What the log holds of every partition of a topic.
   *
   * @throws LogUnavailableError when Kafka is away
   */
  ranges(topic: string): Promise<ReadonlyMap<number, LogRange>>;
  /** Calls `visit` for each record with `fromOffset` <= offset <= `throughOffset`, in order. */
  read(
    stretch: TopicPartition & { readonly fromOffset: number; readonly throughOffset: number },
    visit: (record: LogRecord) => void,
  ): Promise<void>;
}

/** The log: Kafka, or its in-memory stand-in for unit tests. Both pass the same conformance suite. */
export interface EventLog {
  /** Defaults to one producer per caller; keep one per process where order across callers matters. */
  producer(): LogProducer;
  consumer(options: ConsumerOptions): LogConsumer;
  readonly reader: LogReader;
  /** Forgets a consumer group that nobody will use again. Never throws; one that cannot be deleted now expires by itself. */
  forgetGroup(group: string): Promise<void>;
  /** Ends what the log itself holds; its producers and consumers are ended by their owners. */
  close(): Promise<void>;
}
