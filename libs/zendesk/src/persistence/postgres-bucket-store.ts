import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { Database } from '@parley/platform';
import type { BucketChange, BucketStore, StoredBucket } from '../budget/bucket-store';
import { EMPTY_BUCKET, type BucketState } from '../budget/token-bucket';

interface BucketRow {
  readonly bucket: string | null;
  readonly state: unknown;
  readonly version: string | null;
  readonly now: number;
}

const storedState = TypeCompiler.Compile(
  Type.Object({
    limit: Type.Optional(Type.Number()),
    learned: Type.Optional(Type.Object({ limit: Type.Number(), at: Type.Number() })),
    slots: Type.Array(Type.Tuple([Type.Number(), Type.Number()])),
    pacedUntil: Type.Number(),
    pausedUntil: Type.Number(),
    ceiling: Type.Optional(Type.Object({ left: Type.Number(), until: Type.Number() })),
  }),
);

const NOW = '(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now';

/** Buckets in the table `budget_bucket`: one statement to read, one to write, whatever the number of buckets. */
export class PostgresBucketStore implements BucketStore {
  constructor(private readonly database: Database) {}

  async read(
    organizationId: string,
    buckets: readonly string[],
  ): Promise<{ rows: readonly StoredBucket[]; now: number }> {
    const rows = await this.database.query<BucketRow>(
      `SELECT wanted.bucket, stored.state, stored.version, ${NOW}
       FROM unnest($2::text[]) AS wanted(bucket)
       LEFT JOIN budget_bucket stored ON stored.organization_id = $1 AND stored.bucket = wanted.bucket`,
      [organizationId, buckets],
    );
    return { rows: rows.flatMap(storedBucket), now: rows[0]?.now ?? 0 };
  }

  async write(
    organizationId: string,
    changes: readonly BucketChange[],
  ): Promise<{ written: ReadonlySet<string>; now: number }> {
    // Rows are locked in name order, so that two replicas never wait for each other in a circle.
    const rows = await this.database.query<{ bucket: string | null; now: number }>(
      `WITH change AS (
         SELECT * FROM unnest($2::text[], $3::jsonb[], $4::bigint[]) AS c(bucket, state, expected)
       ), held AS (
         SELECT stored.bucket FROM budget_bucket stored
         JOIN change ON change.bucket = stored.bucket AND change.expected = stored.version
         WHERE stored.organization_id = $1 ORDER BY stored.bucket FOR UPDATE OF stored
       ), changed AS (
         UPDATE budget_bucket stored SET state = change.state, version = stored.version + 1, touched_at = now()
         FROM change JOIN held USING (bucket)
         WHERE stored.organization_id = $1 AND stored.bucket = change.bucket RETURNING stored.bucket
       ), added AS (
         INSERT INTO budget_bucket (organization_id, bucket, state, version)
         SELECT $1, bucket, state, 1 FROM change WHERE expected = 0 ORDER BY bucket
         ON CONFLICT DO NOTHING RETURNING bucket
       )
       SELECT bucket, ${NOW} FROM (SELECT bucket FROM changed UNION ALL SELECT bucket FROM added) AS written
       UNION ALL SELECT NULL, ${NOW}`,
      [
        organizationId,
        changes.map(({ bucket }) => bucket),
        changes.map(({ state }) => JSON.stringify(state)),
        changes.map(({ expected }) => expected),
      ],
    );
    return {
      written: new Set(rows.flatMap(({ bucket }) => (bucket === null ? [] : [bucket]))),
      now: rows[0]?.now ?? 0,
    };
  }

  async list(organizationId: string): Promise<{ rows: readonly StoredBucket[]; now: number }> {
    const rows = await this.database.query<BucketRow>(
      `SELECT bucket, state, version, ${NOW} FROM budget_bucket
       WHERE organization_id = $1 AND touched_at > now() - interval '11 minutes'
       UNION ALL SELECT NULL, NULL, NULL, ${NOW}`,
      [organizationId],
    );
    return { rows: rows.flatMap(storedBucket), now: rows[0]?.now ?? 0 };
  }

  async sweep(): Promise<void> {
    await this.database.query(
      `DELETE FROM budget_bucket WHERE bucket LIKE 'ticket:%' AND touched_at < now() - interval '15 minutes'`,
    );
  }
}

function storedBucket(row: BucketRow): readonly StoredBucket[] {
  return row.bucket === null
    ? []
    : [{ bucket: row.bucket, state: readState(row.state), version: Number(row.version ?? 0) }];
}

/** A state that another release wrote in another form is worth less than going on: the bucket starts anew, and Zendesk's headers correct it. */
function readState(value: unknown): BucketState {
  if (!storedState.Check(value)) return EMPTY_BUCKET;
  const { limit, learned, slots, pacedUntil, pausedUntil, ceiling } = value;
  return {
    slots,
    pacedUntil,
    pausedUntil,
    ...(limit === undefined ? {} : { limit }),
    ...(learned === undefined ? {} : { learned }),
    ...(ceiling === undefined ? {} : { ceiling }),
  };
}
