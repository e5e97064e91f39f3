import type { MigrationClass } from '@parley/platform';
import { Blobs1763800200001 } from './1763800200001-blobs';

/** The schema of this library. */
export const BLOB_SCHEMA = 'blob';

/** Migrations of {@link BLOB_SCHEMA}, in order; forward only. The gateway's `migrate` applies them. */
export const blobMigrations: readonly MigrationClass[] = [Blobs1763800200001];
