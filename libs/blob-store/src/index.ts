export type { BlobStore, FoundBlob } from './blob-store';
export { hashOf } from './hash-of';
export { MemoryBlobStore } from './memory/memory-blob-store';
export { openBlobStore, type OpenBlobStore } from './open-blob-store';
export { BLOB_SCHEMA, blobMigrations } from './persistence/migrations';
