import type { Fingerprint, StoredPosition } from '../ports/positions';

/** What the log holds of a partition. */
export interface PartitionRange {
  /** Offset of the oldest record there may be. */
  readonly low: number;
  /** Offset that the next new record will get. */
  readonly high: number;
  /** Compaction removes records from the middle, so the record before the position may be gone rightly. */
  readonly compacted: boolean;
}

/** Where to read, and which record must be found first; or why the partition must not be read. */
export type PositionVerdict =
  | { readonly kind: 'read'; readonly nextOffset: number; readonly expect?: Fingerprint }
  | { readonly kind: 'halt'; readonly code: HaltCode; readonly detail: string };

/** Why a partition stops until an operator has looked. */
export type HaltCode = 'log-shorter-than-position' | 'log-lost-unread-records' | 'log-replaced';

/**
 * Compares a stored position with the log, before anything is read. The Kafka client would silently begin at its default
 * offset where the position is outside the log; here that stops the partition.
 */
export function judgePosition(stored: StoredPosition, range: PartitionRange): PositionVerdict {
  const { nextOffset, fingerprint } = stored;
  if (nextOffset > range.high)
    return {
      kind: 'halt',
      code: 'log-shorter-than-position',
      detail: `the position is ${nextOffset}, the log ends at ${range.high}: topic made anew, or Kafka restored`,
    };
  if (nextOffset < range.low)
    return {
      kind: 'halt',
      code: 'log-lost-unread-records',
      detail: `the position is ${nextOffset}, the log begins at ${range.low}: records were removed before they were read`,
    };
  if (fingerprint === undefined || range.compacted || fingerprint.offset < range.low)
    return { kind: 'read', nextOffset };
  return { kind: 'read', nextOffset, expect: fingerprint };
}
