/** One header's value. A header that a producer repeated arrives as an array, in the producer's order. */
export type HeaderValue = Buffer | string | readonly (Buffer | string)[];

/** Headers by name; names are case-sensitive. */
export type RecordHeaders = Readonly<Record<string, HeaderValue | undefined>>;

/** One record as it lies in the log. */
export interface LogRecord {
  /** Full topic name, prefix included. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Milliseconds since the epoch, as the producer or the broker stamped it. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: RecordHeaders;
}

/** A partition of a topic, by full topic name. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** Consecutive records of one partition, as one fetch brought them. */
export interface PartitionBatch extends TopicPartition {
  /** Full consumer group id. */
  readonly group: string;
  /** Epoch of the partition's position, as it was when the partition was assigned. */
  readonly epoch: number;
  /** The offset that was asked for. The first record may lie above it: gaps inside a log are legal. */
  readonly fetchedOffset: number;
  /** The offset to read next once this batch is stored. At least the last record's offset + 1. */
  readonly endOffset: number;
  /** At least one record, offsets ascending. */
  readonly records: readonly LogRecord[];
  /** The offset that the partition's next new record will get, as the broker knew it at the fetch. */
  readonly highWatermark: number;
}

/** What became of a batch. Data, never an exception: nothing is thrown into the Kafka client. */
export type BatchOutcome =
  /** Everything below `nextOffset` is stored; reading goes on there. */
  | { readonly kind: 'stored'; readonly nextOffset: number }
  /** The batch does not begin at the stored position; nothing was written. The position is read and checked again. */
  | { readonly kind: 'seek'; readonly offset: number }
  /** Nothing above the stored position was written; the partition is tried again after `retryAfterMs`. */
  | { readonly kind: 'pause'; readonly reason: string; readonly retryAfterMs: number }
  /** The partition stops, the service is not ready, and an operator has to look. */
  | { readonly kind: 'halt'; readonly code: string; readonly detail: string };

/** Stores one partition's batch. Called with one batch of a partition at a time. */
export type BatchHandler = (batch: PartitionBatch) => Promise<BatchOutcome>;
