import { fixedClock } from '@parley/testing';
import { describeBlobStore } from '../../test/blob-store-suite';
import { MemoryBlobStore } from './memory-blob-store';

describeBlobStore('blobs in memory', () => {
  const clock = fixedClock();
  return Promise.resolve({
    store: new MemoryBlobStore(clock),
    age: (days) => {
      clock.advance(days * 86_400_000);
      return Promise.resolve();
    },
  });
});
