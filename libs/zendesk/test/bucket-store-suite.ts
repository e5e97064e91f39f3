import type { BucketStore } from '../src/budget/bucket-store';
import { EMPTY_BUCKET } from '../src/budget/token-bucket';

/** What every bucket store must do. `make` gives an empty one. */
export function describeBucketStore(name: string, make: () => Promise<BucketStore>): void {
  describe(`${name} as a bucket store`, () => {
    const state = {
      ...EMPTY_BUCKET,
      limit: 700,
      learned: { limit: 25, at: 8.5 },
      slots: [[29_000_000, 3]] as const,
      pacedUntil: 1.5,
      ceiling: { left: 2, until: 9 },
    };
    const other = { ...state, pausedUntil: 77 };

    it('answers in the order asked, absent buckets with version 0', async () => {
      const store = await make();
      await store.write('org', [{ bucket: 'b', state, expected: 0 }]);
      const { rows, now } = await store.read('org', ['a', 'b']);
      expect(rows).toEqual([
        { bucket: 'a', state: EMPTY_BUCKET, version: 0 },
        { bucket: 'b', state, version: 1 },
      ]);
      expect(now).toBeGreaterThan(0);
    });

    it('writes only what nobody changed meanwhile', async () => {
      const store = await make();
      await store.write('org', [{ bucket: 'a', state, expected: 0 }]);
      const { written } = await store.write('org', [
        { bucket: 'a', state: other, expected: 0 },
        { bucket: 'b', state: other, expected: 0 },
        { bucket: 'c', state: other, expected: 4 },
      ]);
      expect([...written]).toEqual(['b']);
      expect((await store.read('org', ['a'])).rows).toEqual([{ bucket: 'a', state, version: 1 }]);
      expect([...(await store.write('org', [{ bucket: 'a', state: other, expected: 1 }])).written]).toEqual([
        'a',
      ]);
    });

    it('lets one of many writers win', async () => {
      const store = await make();
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          store.write('org', [
            { bucket: index % 2 === 0 ? 'a' : 'b', state, expected: 0 },
            { bucket: index % 2 === 0 ? 'b' : 'a', state, expected: 0 },
          ]),
        ),
      );
      expect(answers.flatMap(({ written }) => [...written]).sort()).toEqual(['a', 'b']);
    });

    it('keeps organizations apart', async () => {
      const store = await make();
      await store.write('one', [{ bucket: 'a', state, expected: 0 }]);
      expect((await store.list('two')).rows).toEqual([]);
      expect((await store.list('one')).rows).toEqual([{ bucket: 'a', state, version: 1 }]);
    });
  });
}
