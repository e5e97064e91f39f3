/** A stored blob; `bytes` is `null` when it has more than were asked for. */
export interface FoundBlob {
  /** In bytes. */
  readonly size: number;
  readonly bytes: Uint8Array | null;
}

/** Files by the SHA-256 of their content, in lower-case hexadecimal. Throws only for bugs and when the store is away. */
export interface BlobStore {
  /** Stores content and gives its hash once it is safe. The same content again is harmless, and counts as stored now. */
  put(content: Uint8Array): Promise<string>;
  /** Content of `maxBytes` at most; undefined for a hash that the store does not have (any more). */
  find(sha256: string, maxBytes: number): Promise<FoundBlob | undefined>;
  /** Hashes of blobs that were last stored more than `days` ago, the oldest first. */
  olderThan(days: number, limit: number): Promise<readonly string[]>;
  /** Lets blobs count as stored now, so that they are kept as long again. */
  renew(hashes: readonly string[]): Promise<void>;
  /** Removes those of these blobs that were last stored more than `days` ago; gives their number. */
  remove(hashes: readonly string[], days: number): Promise<number>;
}
