import type { BlobStore } from '@parley/blob-store';
import type { FileAddress, FileSource, FoundFile } from '../attachment-ports';

/** Files from wherever the platform gave them: inline ones lie in the blob store, the others at their addresses. */
export class PlatformFiles implements FileSource {
  constructor(
    private readonly blobs: Pick<BlobStore, 'find'>,
    private readonly remote: FileSource,
  ) {}

  async get(address: FileAddress, maxBytes: number): Promise<FoundFile> {
    const { blob, url } = address;
    if (blob === undefined) return this.remote.get(address, maxBytes);
    const found = await this.blobs.find(blob, maxBytes);
    if (found === undefined)
      return url === undefined ? { kind: 'left-out', fault: 'expired' } : this.remote.get({ url }, maxBytes);
    if (found.bytes === null) return { kind: 'left-out', fault: 'too-large', size: found.size };
    return { kind: 'file', bytes: found.bytes };
  }
}
