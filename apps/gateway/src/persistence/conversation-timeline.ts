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

/**
 * Facts of the conversation, facts of its contact alone, and what was derived, newest first. At the same millisecond a derived
 * entry is the newer one, because something caused it; the key makes the order total, so that a cursor neither repeats nor skips.
 */
const TIMELINE = `
  select * from (
    select at, 'event' as kind, type, source, id, epoch, partition, "offset", summary, null as body,
      'e' || lpad(epoch::text, 6, '0') || lpad("offset"::text, 20, '0') as key
    from log_event where conversation_id = $1
    union all
    select at, 'event', type, source, id, epoch, partition, "offset", summary, null,
      'e' || lpad(epoch::text, 6, '0') || lpad("offset"::text, 20, '0')
    from log_event where conversation_id is null and contact_id = (select contact_id from conversation where id = $1)
    union all
    select at, kind, null, null, null, null, null, null, null, body, 'f' || id::text
    from timeline_entry where conversation_id = $1
  ) entry
  where $3::timestamptz is null or (at, key) < ($3::timestamptz, $4::text)
  order by at desc, key desc limit $2`;

/** A stretch of a conversation's timeline. */
export async function readTimeline(
  database: Pick<Database, 'query'>,
  conversationId: string,
  limit: number,
  after: TimelinePlace | undefined,
): Promise<readonly PlacedEntry[]> {
  const rows = await database.query<EntryRow>(TIMELINE, [
    conversationId,
    limit,
    after?.at ?? null,
    after?.key ?? null,
  ]);
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
