import type { TimelineEntry } from '@parley/contracts';
import type { Database } from '@parley/platform';
import type { PlacedEntry, TimelinePlace } from '../explain-conversation/conversation-store';

interface EntryRow {
  readonly at: Date;
  readonly key: string;
  readonly kind: TimelineEntry['kind'];
  readonly type: string | null;
  readonly source: string | null;
  readonly id: string | null;
  readonly epoch: number | null;
  readonly partition: number | null;
  readonly offset: string | null;
  readonly summary: string | null;
  readonly body: string | null;
}

const FACT = `
  select at, 'event' as kind, type, source, id, epoch, partition, "offset", summary, null as body,
    'e' || lpad(epoch::text, 6, '0') || lpad("offset"::text, 20, '0') as key
  from log_event`;

/** Facts of the conversation, facts of its contact alone, and what was derived. */
const BRANCHES = [
  `${FACT} where conversation_id = $1`,
  `${FACT} where conversation_id is null and contact_id = (select contact_id from conversation where id = $1)`,
  `select at, kind, null, null, null, null::integer, null::integer, null::bigint, null, body, 'f' || id::text as key
   from timeline_entry where conversation_id = $1`,
];

/**
 * A stretch of a conversation's timeline, newest first. At the same millisecond a derived entry is the newer one, because something
 * caused it; the key makes the order total, so that a cursor neither repeats nor skips. Each branch reads its own index only as far
 * as the page goes, so that a page of a long conversation costs what a page of a short one does.
 */
export async function readTimeline(
  database: Pick<Database, 'query'>,
  conversationId: string,
  limit: number,
  after: TimelinePlace | undefined,
): Promise<readonly PlacedEntry[]> {
  // The first comparison is what an index can answer, the second one is exact.
  const before =
    after === undefined ? '' : 'where at <= $3::timestamptz and (at, key) < ($3::timestamptz, $4::text)';
  const newest = 'order by at desc, key desc limit $2';
  const branches = BRANCHES.map((branch) => `(select * from (${branch}) entry ${before} ${newest})`);
  const rows = await database.query<EntryRow>(
    `select * from (${branches.join(' union all ')}) entry ${newest}`,
    [conversationId, limit, ...(after === undefined ? [] : [after.at, after.key])],
  );
  return rows.map((row) => ({ entry: entryOf(row), key: row.key }));
}

function entryOf(row: EntryRow): TimelineEntry {
  const at = row.at.toISOString();
  if (row.body !== null)
    return { at, kind: row.kind, ...(JSON.parse(row.body) as Omit<TimelineEntry, 'at' | 'kind'>) };
  return {
    at,
    kind: row.kind,
    type: row.type ?? '',
    summary: row.summary ?? '',
    event: { source: row.source ?? '', id: row.id ?? '' },
    position: { epoch: row.epoch ?? 0, partition: row.partition ?? 0, offset: Number(row.offset) },
  };
}
