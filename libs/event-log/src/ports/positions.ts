import type { TopicPartition } from './log-record';

/** What was read last, so that a log that was replaced under us is noticed. */
export interface Fingerprint {
  /** Offset of the last record below the position. */
  readonly offset: number;
  /** 128-bit hash of that record's timestamp, key and value, as a UUID. */
  readonly hash: string;
}

/** How far a consumer group has stored a partition. */
export interface StoredPosition extends TopicPartition {
  /** Raised by an operator's command alone, when the log of the partition was replaced. */
  readonly epoch: number;
  readonly nextOffset: number;
  /** Absent before the first stored batch of an epoch. */
  readonly fingerprint?: Fingerprint;
}

/** Where positions are kept: beside the state they belong to, so that both move together. */
export interface PositionSource {
  /**
   * Called for the partitions a consumer was assigned, before any of them is read: gives the stored position of each,
   * and creates those that are missing at `startOffset`. What an earlier owner left to be published is published first.
   */
  assigned(
    group: string,
    partitions: readonly (TopicPartition & { readonly startOffset: number })[],
  ): Promise<readonly StoredPosition[]>;
}
