import type { Database } from '@parley/platform';
import type { Publisher, PublisherSettings, PublisherStore } from '../publishers/publisher';

interface PublisherRow {
  readonly id: string;
  readonly name: string;
  readonly source_prefix: string | null;
  readonly id_prefix: string | null;
  readonly events_per_minute: number | null;
  readonly created_at: Date;
  readonly created_by: string;
}

const COLUMNS = 'id, name, source_prefix, id_prefix, events_per_minute, created_at, created_by';

/** Publishers in Postgres. */
export class PostgresPublishers implements PublisherStore {
  constructor(private readonly database: Database) {}

  async add(publisher: Publisher, tokenHash: Buffer): Promise<void> {
    await this.database.query(
      `insert into publisher (${COLUMNS}, token_hash) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        publisher.id,
        publisher.name,
        publisher.sourcePrefix,
        publisher.idPrefix,
        publisher.eventsPerMinute,
        publisher.createdAt,
        publisher.createdBy,
        tokenHash,
      ],
    );
  }

  async list(
    limit: number,
    after?: { readonly name: string; readonly id: string },
  ): Promise<readonly Publisher[]> {
    const rows = await this.database.query<PublisherRow>(
      `select ${COLUMNS} from publisher where $2::text is null or (name, id) > ($2, $3::uuid) order by name, id limit $1`,
      [limit, after?.name ?? null, after?.id ?? null],
    );
    return rows.map(publisherOf);
  }

  async change(id: string, settings: Partial<PublisherSettings>): Promise<Publisher | undefined> {
    const [row] = await this.database.query<PublisherRow>(
      `update publisher set name = coalesce($2, name),
         source_prefix = case when $3 then $4 else source_prefix end,
         id_prefix = case when $5 then $6 else id_prefix end,
         events_per_minute = case when $7 then $8::integer else events_per_minute end
       where id = $1 returning ${COLUMNS}`,
      [
        id,
        settings.name ?? null,
        ...changed(settings.sourcePrefix),
        ...changed(settings.idPrefix),
        ...changed(settings.eventsPerMinute),
      ],
    );
    return row && publisherOf(row);
  }

  async remove(id: string): Promise<boolean> {
    const rows = await this.database.query('delete from publisher where id = $1 returning id', [id]);
    return rows.length > 0;
  }

  async findByTokenHash(tokenHash: Buffer): Promise<Publisher | undefined> {
    const [row] = await this.database.query<PublisherRow>(
      `select ${COLUMNS} from publisher where token_hash = $1`,
      [tokenHash],
    );
    return row && publisherOf(row);
  }

  async takeAllowance(
    id: string,
    wanted: number,
    perMinute: number,
  ): Promise<{ readonly granted: boolean; readonly windowLeftMs: number }> {
    const [row] = await this.database.query<{ readonly granted: boolean; readonly window_left_ms: number }>(
      `with taken as (
         insert into publisher_usage as u (publisher_id, minute, taken)
         select id, date_trunc('minute', now()), $2::integer from publisher where id = $1 and $2::integer <= $3::integer
         on conflict (publisher_id) do update set minute = excluded.minute,
           taken = case when u.minute = excluded.minute then u.taken + excluded.taken else excluded.taken end
         where u.minute <> excluded.minute or u.taken + excluded.taken <= $3::integer
         returning 1)
       select exists (select 1 from taken) as granted,
         extract(epoch from date_trunc('minute', now()) + interval '1 minute' - now())::float8 * 1000 as window_left_ms`,
      [id, wanted, perMinute],
    );
    return { granted: row?.granted ?? false, windowLeftMs: row?.window_left_ms ?? 0 };
  }
}

/** Whether a setting is part of the change, and its new value. */
function changed<Value>(value: Value | null | undefined): readonly [boolean, Value | null] {
  return [value !== undefined, value ?? null];
}

function publisherOf(row: PublisherRow): Publisher {
  return {
    id: row.id,
    name: row.name,
    sourcePrefix: row.source_prefix,
    idPrefix: row.id_prefix,
    eventsPerMinute: row.events_per_minute,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
  };
}
