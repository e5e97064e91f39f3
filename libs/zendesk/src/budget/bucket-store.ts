import type { BucketState } from './token-bucket';

/** A bucket as stored; `version` 0 means that there is no row yet. */
export interface StoredBucket {
  readonly bucket: string;
  readonly state: BucketState;
  readonly version: number;
}

/** A new state, written only where the stored version is still `expected`. */
export interface BucketChange {
  readonly bucket: string;
  readonly state: BucketState;
  readonly expected: number;
}

/** Where replicas share buckets. Times are the store's own clock, so replicas with wrong clocks cannot disagree. */
export interface BucketStore {
  /** The buckets asked for (absent ones with version 0) and the store's time in ms. */
  read(
    organizationId: string,
    buckets: readonly string[],
  ): Promise<{ readonly rows: readonly StoredBucket[]; readonly now: number }>;
  /** Writes what nobody changed meanwhile; names the buckets that were written (their version is then `expected` + 1). */
  write(
    organizationId: string,
    changes: readonly BucketChange[],
  ): Promise<{ readonly written: ReadonlySet<string>; readonly now: number }>;
  /** All buckets of an organization that were touched within the last window. */
  list(organizationId: string): Promise<{ readonly rows: readonly StoredBucket[]; readonly now: number }>;
  /** Forgets buckets of single tickets that have long been full again. */
  sweep(): Promise<void>;
}
