import { aBatch } from '../../test/support/batches';
import { message } from '../../test/support/keys';
import type { BatchOutcome, PartitionBatch } from '..';
import { fingerprintOf } from './fingerprint';
import { PartitionCourse } from './partition-course';

describe('the course of a partition', () => {
  const place = { topic: 't', partition: 0 };
  const range = { low: 0, high: 100, compacted: false };
  let taken: PartitionBatch[];
  let outcome: (batch: PartitionBatch) => BatchOutcome;

  const aCourse = (): PartitionCourse =>
    new PartitionCourse(
      'g',
      place,
      (batch) => {
        taken.push(batch);
        return Promise.resolve(outcome(batch));
      },
      () => undefined,
    );
  const fetched = (from: number, count = 1) =>
    aBatch(
      'g',
      Array.from({ length: count }, (_, index) => message('t', 'k', `v${from + index}`)),
      { from },
    );

  beforeEach(() => {
    taken = [];
    outcome = ({ endOffset }) => ({ kind: 'stored', nextOffset: endOffset });
  });

  it('takes nothing before it was placed', async () => {
    expect(await aCourse().take(fetched(0))).toEqual({ kind: 'ignore' });
    expect(taken).toEqual([]);
  });

  it('places itself again when a fetch begins where it did not ask', async () => {
    const course = aCourse();
    course.place({ ...place, epoch: 0, nextOffset: 5 }, range);
    expect(await course.take(fetched(0))).toEqual({ kind: 'place-again', afterMs: 0 });
    expect(await course.take(fetched(5))).toEqual({ kind: 'ignore' });
    expect(taken).toEqual([]);
  });

  it('asks for the record before its position, drops it, and hands over the rest', async () => {
    const course = aCourse();
    const [before] = fetched(4).records;
    const stored = { ...place, epoch: 0, nextOffset: 5, fingerprint: fingerprintOf(before!) };
    expect(course.place(stored, range)).toEqual({ kind: 'read', offset: 4 });
    expect(course.status().state).toBe('checking');
    expect(await course.take(fetched(4, 3))).toEqual({ kind: 'read', offset: 7 });
    expect(taken[0]).toMatchObject({ fetchedOffset: 5, endOffset: 7 });
    expect(taken[0]?.records.map(({ offset }) => offset)).toEqual([5, 6]);
  });

  it('goes on without a handler when there is nothing behind that record', async () => {
    const course = aCourse();
    const [before] = fetched(4).records;
    course.place({ ...place, epoch: 0, nextOffset: 5, fingerprint: fingerprintOf(before!) }, range);
    expect(await course.take(fetched(4))).toEqual({ kind: 'read', offset: 5 });
    expect(taken).toEqual([]);
    expect(course.status().state).toBe('reading');
  });

  it('takes a gap that the client explains (hidden records) as part of the next batch', async () => {
    const course = aCourse();
    course.place({ ...place, epoch: 0, nextOffset: 5 }, range);
    course.passedHidden(6);
    await course.take(fetched(6));
    expect(taken[0]).toMatchObject({ fetchedOffset: 5, endOffset: 7 });
  });

  it('notices a log that became shorter while nothing arrives', () => {
    const course = aCourse();
    course.place({ ...place, epoch: 0, nextOffset: 50 }, range);
    expect(course.observe({ ...range, high: 80 }, 50)).toBeUndefined();
    expect(course.status().lag).toBe(30);
    expect(course.observe({ ...range, high: 3 }, 49)).toBeUndefined();
    expect(course.observe({ ...range, high: 3 }, 50)).toEqual({ kind: 'place-again', afterMs: 0 });
  });

  it('stays halted while the log is wrong, and reads on when it is right again', () => {
    const course = aCourse();
    const wrong = { ...range, high: 3 };
    expect(course.place({ ...place, epoch: 0, nextOffset: 50 }, wrong)).toMatchObject({
      kind: 'place-again',
    });
    expect(course.status()).toMatchObject({ state: 'halted', lag: 0 });
    expect(course.place({ ...place, epoch: 1, nextOffset: 0 }, wrong)).toEqual({ kind: 'read', offset: 0 });
    expect(course.status()).toEqual({ ...place, state: 'reading', lag: 3 });
  });

  it('shows why it is paused until a batch is stored', async () => {
    const course = aCourse();
    course.place({ ...place, epoch: 0, nextOffset: 0 }, range);
    outcome = () => ({ kind: 'pause', reason: 'database-unavailable', retryAfterMs: 700 });
    expect(await course.take(fetched(0))).toEqual({ kind: 'place-again', afterMs: 700 });
    course.place({ ...place, epoch: 0, nextOffset: 0 }, range);
    expect(course.status()).toMatchObject({ state: 'paused', reason: 'database-unavailable' });
    outcome = () => ({ kind: 'stored', nextOffset: 1 });
    await course.take(fetched(0));
    expect(course.status().state).toBe('reading');
  });
});
