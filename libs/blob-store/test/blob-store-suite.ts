import type { BlobStore } from '../src';

/** A store under test, empty, and the time that passes for it. */
export interface BlobStoreUnderTest {
  readonly store: BlobStore;
  /** Lets stored blobs grow older. */
  age(days: number): Promise<void>;
}

const HELLO = Buffer.from('hello');
/** printf hello | sha256sum */
const HELLO_HASH = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
const OTHER_HASH = HELLO_HASH.replace('2c', 'ff');

/** What every blob store must do. */
export function describeBlobStore(name: string, open: () => Promise<BlobStoreUnderTest>): void {
  describe(name, () => {
    let store: BlobStore;
    let age: BlobStoreUnderTest['age'];
    beforeEach(async () => {
      ({ store, age } = await open());
    });

    it('K12: gives content back by its hash, byte for byte', async () => {
      const every = Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256));
      expect(await store.put(HELLO)).toBe(HELLO_HASH);
      const found = await store.find(await store.put(every), 1_000);
      expect(found).toEqual({ size: 512, bytes: expect.any(Uint8Array) });
      expect(Buffer.from(found?.bytes ?? [])).toEqual(every);
      expect(await store.find(OTHER_HASH, 1_000)).toBeUndefined();
    });

    it('K12: takes content without a byte, and content of 20 MB', async () => {
      expect(await store.find(await store.put(Buffer.alloc(0)), 0)).toMatchObject({ size: 0 });
      const large = Buffer.alloc(20_000_000, 'large');
      expect((await store.find(await store.put(large), large.length))?.bytes?.length).toBe(large.length);
    });

    it('K12: says how large a blob is without reading one that is too large', async () => {
      await store.put(HELLO);
      expect(await store.find(HELLO_HASH, 4)).toEqual({ size: 5, bytes: null });
    });

    it('K12: the same content at once, and again, is one blob', async () => {
      expect(await Promise.all([store.put(HELLO), store.put(HELLO), store.put(HELLO)])).toEqual([
        HELLO_HASH,
        HELLO_HASH,
        HELLO_HASH,
      ]);
      await age(10);
      expect(await store.olderThan(9, 10)).toEqual([HELLO_HASH]);
      await store.put(HELLO);
      expect(await store.olderThan(9, 10)).toEqual([]);
    });

    it('K12: removes what was named and is old, and nothing that was renewed meanwhile', async () => {
      const old = await store.put(Buffer.from('old'));
      await store.put(HELLO);
      await age(10);
      expect(new Set(await store.olderThan(9, 10))).toEqual(new Set([old, HELLO_HASH]));
      expect(await store.olderThan(9, 1)).toHaveLength(1);
      await store.renew([HELLO_HASH, OTHER_HASH]);
      expect(await store.remove([old, HELLO_HASH, OTHER_HASH], 9)).toBe(1);
      expect(await store.find(old, 10)).toBeUndefined();
      expect(await store.find(HELLO_HASH, 10)).toMatchObject({ size: 5 });
    });
  });
}
