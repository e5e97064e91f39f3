import type { PartitionBatch } from '../ports/log-record';

/**
 * The part of a batch that ends before the first of the given offsets which lies behind its first record; undefined when
 * nothing of it lies below `end`. Borders make batches end where they ended before.
 */
export function cutBatch(
  batch: PartitionBatch,
  end: number,
  borders: readonly number[],
): PartitionBatch | undefined {
  const first = batch.records[0]?.offset;
  if (first === undefined || first >= end) return undefined;
  const until = Math.min(end, ...borders.filter((border) => border > first));
  if (until >= batch.endOffset) return batch;
  return { ...batch, endOffset: until, records: batch.records.filter(({ offset }) => offset < until) };
}
