import { configureLogging } from '@parley/platform';
import { MemoryEventLog } from '../memory/memory-event-log';
import { MemoryPositions } from '../memory/memory-positions';
import type { BatchOutcome, PartitionBatch } from '../ports/log-record';
import { replay, type ReplayedPartition, ReplayStoppedError } from './replay';

configureLogging({ level: 'silent' });

const GROUP = 'live.group';

/** A log of one partition with ten records. */
async function aLog() {
  const log = new MemoryEventLog({ partitions: 1 });
  const values = Array.from({ length: 10 }, (_, index) => String(index));
  await log.producer().send(values.map((value) => ({ topic: 'events', key: 'k', value, headers: {} })));
  const positions = new MemoryPositions();
  const batches: PartitionBatch[] = [];
  const handle = (batch: PartitionBatch): Promise<BatchOutcome> => {
    batches.push(batch);
    positions.store(batch);
    return Promise.resolve({ kind: 'stored', nextOffset: batch.endOffset });
  };
  const upTo = (end: number, borders: readonly number[] = []): ReplayedPartition[] => [
    { topic: 'events', partition: 0, group: GROUP, end, borders },
  ];
  return { log, positions, batches, handle, upTo };
}

const read = (batches: readonly PartitionBatch[]) =>
  batches.map(({ records }) => records.map(({ value }) => String(value)).join(''));

describe('replaying the log', () => {
  it('X6 reads up to the given end and not beyond, under the name of the group whose batches they are', async () => {
    const { log, positions, batches, handle, upTo } = await aLog();
    await replay({ log, positions, handle, partitions: upTo(7) });
    expect(read(batches)).toEqual(['0123456']);
    expect(batches[0]?.group).toBe(GROUP);
  });

  it('X6 goes on where it ended, and begins a batch at every border', async () => {
    const { log, positions, batches, handle, upTo } = await aLog();
    await replay({ log, positions, handle, partitions: upTo(3) });
    await replay({ log, positions, handle, partitions: upTo(10, [2, 5, 8]) });
    expect(read(batches)).toEqual(['012', '34', '567', '89']);
  });

  it('X6 reads nothing where everything is read', async () => {
    const { log, positions, batches, handle, upTo } = await aLog();
    await replay({ log, positions, handle, partitions: upTo(0) });
    await replay({ log, positions, handle, partitions: [] });
    expect(batches).toEqual([]);
  });

  it.each([
    [{ kind: 'halt', code: 'broken', detail: 'it is' } as const, 'halts: broken'],
    [{ kind: 'pause', reason: 'unknown-version: newer', retryAfterMs: 1 } as const, 'waits: unknown-version'],
  ])('X6 ends with an error where a batch answers %o', async (outcome, message) => {
    const { log, positions, upTo } = await aLog();
    const handle = () => Promise.resolve(outcome);
    const ended = replay({ log, positions, handle, partitions: upTo(7) });
    await expect(ended).rejects.toThrow(message);
    await expect(ended).rejects.toBeInstanceOf(ReplayStoppedError);
  });

  it('X6 gives up where nothing is stored any more, and says what it waited for', async () => {
    const { log, positions, upTo } = await aLog();
    const handle = () =>
      Promise.resolve({ kind: 'pause', reason: 'database-full', retryAfterMs: 1 } as const);
    const ended = replay({ log, positions, handle, partitions: upTo(7), stallMs: 20 });
    await expect(ended).rejects.toThrow('events/0 waits: database-full');
  });
});
