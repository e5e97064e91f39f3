/** How a consumer reads; every value has a default. */
export interface ConsumerSettings {
  /** Most bytes of one partition in one fetch: the size of a batch (default 1 MiB). Below 256 KiB the cost per batch rules. */
  readonly maxBytesPerPartition?: number;
  /** Partitions of one consumer that are stored at the same time (default 2). */
  readonly concurrency?: number;
  /** How long a member may be silent before its partitions go to others, in milliseconds (default 10,000). */
  readonly sessionTimeoutMs?: number;
  /** Longest wait of one fetch for new records, in milliseconds (default 250). */
  readonly maxWaitMs?: number;
}

export const MAX_BYTES_PER_PARTITION = 1_048_576;
export const CONCURRENCY = 2;
export const SESSION_TIMEOUT_MS = 10_000;

/** A member that is asked to re-join finishes its batch first; after this long it is dropped from the group. */
export const REBALANCE_TIMEOUT_MS = 30_000;

/** How often a member says that it lives, also while a batch is being stored. */
export const HEARTBEAT_MS = 1_000;

/**
 * Longest wait of the broker for new records. New records end it at once, so latency does not depend on it; a partition that
 * goes on after a pause does wait for the running fetch to end.
 */
export const MAX_WAIT_MS = 250;

/** Kafka's own committed offset serves lag monitors alone, so it is written this often at most. */
export const COMMIT_EVERY_MS = 1_000;
