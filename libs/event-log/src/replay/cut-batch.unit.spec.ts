import type { PartitionBatch } from '../ports/log-record';
import { cutBatch } from './cut-batch';

function batchOf(...offsets: readonly number[]): PartitionBatch {
  const records = offsets.map((offset) => ({
    topic: 'events',
    partition: 0,
    offset,
    timestamp: 0,
    key: null,
    value: null,
    headers: {},
  }));
  const [fetchedOffset = 0] = offsets;
  const endOffset = (offsets.at(-1) ?? 0) + 1;
  return {
    group: 'g',
    topic: 'events',
    partition: 0,
    epoch: 0,
    fetchedOffset,
    endOffset,
    records,
    highWatermark: 100,
  };
}

describe('cutting a batch for a replay', () => {
  it('leaves one alone that ends before the end', () => {
    const batch = batchOf(3, 4);
    expect(cutBatch(batch, 5, [])).toBe(batch);
  });

  it('ends at the end, though the log goes on', () => {
    expect(cutBatch(batchOf(3, 4, 5), 5, [])).toMatchObject({
      endOffset: 5,
      records: [{ offset: 3 }, { offset: 4 }],
    });
  });

  it('ends at the next border, so that the next batch begins there', () => {
    expect(cutBatch(batchOf(3, 4, 5), 9, [3, 4, 5])).toMatchObject({
      endOffset: 4,
      records: [{ offset: 3 }],
    });
  });

  it('gives nothing of a batch that begins behind the end: what was before it is gone from the log', () => {
    expect(cutBatch(batchOf(7), 5, [])).toBeUndefined();
  });
});
