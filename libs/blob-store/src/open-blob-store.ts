import { Database } from '@parley/platform';
import type { BlobStore } from './blob-store';
import { BLOB_SCHEMA, blobMigrations } from './persistence/migrations';
import { PostgresBlobStore } from './persistence/postgres-blob-store';

/** A few at once: each statement carries a whole file. */
const POOL_SIZE = 4;

/** A blob store that holds connections of its own. */
export interface OpenBlobStore extends BlobStore {
  close(): Promise<void>;
}

class OpenedBlobStore extends PostgresBlobStore implements OpenBlobStore {
  constructor(private readonly opened: Database) {
    super(opened);
  }

  close(): Promise<void> {
    return this.opened.close();
  }
}

/** Opens the store in the installation's database. */
export async function openBlobStore(url: string, applicationName: string): Promise<OpenBlobStore> {
  const options = { url, applicationName, schema: BLOB_SCHEMA, migrations: blobMigrations };
  return new OpenedBlobStore(await Database.open({ ...options, poolSize: POOL_SIZE }));
}
