import type { Database } from '@parley/platform';
import type { BlobStore, FoundBlob } from '../blob-store';
import { hashOf } from '../hash-of';

const IS_OLD = `stored_at < clock_timestamp() - $1 * interval '1 day'`;

/** Blobs in Postgres, in the schema of this library. */
export class PostgresBlobStore implements BlobStore {
  /** @param database opened on `BLOB_SCHEMA` */
  constructor(private readonly database: Database) {}

  async put(content: Uint8Array): Promise<string> {
    const sha256 = hashOf(content);
    const hash = Buffer.from(sha256, 'hex');
    // The bytes go over the wire only when they are new; a removal at the same moment is seen by the insert.
    const known = await this.database.query(
      `update blob set stored_at = clock_timestamp() where sha256 = $1 returning 1`,
      [hash],
    );
    if (known.length > 0) return sha256;
    await this.database.query(
      `insert into blob (sha256, size, content) values ($1, $2, $3)
       on conflict (sha256) do update set stored_at = clock_timestamp()`,
      [hash, content.length, Buffer.from(content)],
    );
    return sha256;
  }

  async find(sha256: string, maxBytes: number): Promise<FoundBlob | undefined> {
    const [row] = await this.database.query<{ size: number; content: Buffer | null }>(
      `select size, case when size <= $2 then content end as content from blob where sha256 = $1`,
      [Buffer.from(sha256, 'hex'), maxBytes],
    );
    return row && { size: row.size, bytes: row.content };
  }

  async olderThan(days: number, limit: number): Promise<readonly string[]> {
    const rows = await this.database.query<{ sha256: string }>(
      `select encode(sha256, 'hex') as sha256 from blob where ${IS_OLD} order by stored_at limit $2`,
      [days, limit],
    );
    return rows.map(({ sha256 }) => sha256);
  }

  async renew(hashes: readonly string[]): Promise<void> {
    await this.database.query(
      `update blob set stored_at = clock_timestamp()
       where sha256 = any(select decode(h, 'hex') from unnest($1::text[]) h)`,
      [hashes],
    );
  }

  async remove(hashes: readonly string[], days: number): Promise<number> {
    const rows = await this.database.query(
      `delete from blob where ${IS_OLD} and sha256 = any(select decode(h, 'hex') from unnest($2::text[]) h) returning 1`,
      [days, hashes],
    );
    return rows.length;
  }
}
