import { MemoryBlobStore } from '@parley/blob-store';
import { fixedClock } from '@parley/testing';
import { MemoryFiles } from '../../../test/memory-files';
import { PlatformFiles } from './platform-files';

const URL = 'https://files.example/a';
const GONE = 'f'.repeat(64);

describe('files from the blob store and from addresses', () => {
  const blobs = new MemoryBlobStore(fixedClock());
  const remote = new MemoryFiles().has(URL, 'remote');
  const files = new PlatformFiles(blobs, remote);
  const text = async (address: Parameters<PlatformFiles['get']>[0], maxBytes = 100) => {
    const found = await files.get(address, maxBytes);
    return found.kind === 'file' ? Buffer.from(found.bytes).toString() : found;
  };

  it('K12: an inline file comes from the blob store, even where it has an address', async () => {
    const blob = await blobs.put(Buffer.from('inline'));
    expect(await text({ blob })).toBe('inline');
    expect(await text({ blob, url: URL })).toBe('inline');
    expect(await text({ url: URL })).toBe('remote');
    expect(await text({ blob }, 5)).toEqual({ kind: 'left-out', fault: 'too-large', size: 6 });
  });

  it('K12: a blob that is not kept any more is fetched where that can be, else it expired', async () => {
    expect(await text({ blob: GONE, url: URL })).toBe('remote');
    expect(await text({ blob: GONE })).toEqual({ kind: 'left-out', fault: 'expired' });
  });
});
