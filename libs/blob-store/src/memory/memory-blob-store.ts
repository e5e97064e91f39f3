import type { Clock } from '@parley/platform';
import type { BlobStore, FoundBlob } from '../blob-store';
import { hashOf } from '../hash-of';

const DAY_MS = 86_400_000;

/** Blobs in memory, for unit tests. */
export class MemoryBlobStore implements BlobStore {
  private readonly blobs = new Map<string, { readonly content: Uint8Array; storedAtMs: number }>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  put(content: Uint8Array): Promise<string> {
    const sha256 = hashOf(content);
    this.blobs.set(sha256, { content, storedAtMs: this.nowMs() });
    return Promise.resolve(sha256);
  }

  find(sha256: string, maxBytes: number): Promise<FoundBlob | undefined> {
    const content = this.blobs.get(sha256)?.content;
    if (content === undefined) return Promise.resolve(undefined);
    const size = content.length;
    return Promise.resolve({ size, bytes: size > maxBytes ? null : content });
  }

  olderThan(days: number, limit: number): Promise<readonly string[]> {
    const old = [...this.blobs].filter(([, { storedAtMs }]) => this.isOlder(storedAtMs, days));
    old.sort(([, a], [, b]) => a.storedAtMs - b.storedAtMs);
    return Promise.resolve(old.slice(0, limit).map(([sha256]) => sha256));
  }

  renew(hashes: readonly string[]): Promise<void> {
    for (const sha256 of hashes) {
      const blob = this.blobs.get(sha256);
      if (blob !== undefined) blob.storedAtMs = this.nowMs();
    }
    return Promise.resolve();
  }

  remove(hashes: readonly string[], days: number): Promise<number> {
    const gone = hashes.filter((sha256) => {
      const blob = this.blobs.get(sha256);
      return blob !== undefined && this.isOlder(blob.storedAtMs, days) && this.blobs.delete(sha256);
    });
    return Promise.resolve(gone.length);
  }

  private isOlder(storedAtMs: number, days: number): boolean {
    return storedAtMs < this.nowMs() - days * DAY_MS;
  }

  private nowMs(): number {
    return this.clock.now().getTime();
  }
}
