import type { Transaction } from '@parley/platform';
import { rowSet } from './row-set';
import type { StoredTimelineEntry } from '../read-model/timeline-entries';

/** Writes derived entries of timelines; of one entry the highest version wins, and stands where the first one stood. */
export async function storeTimeline(tx: Transaction, entries: readonly StoredTimelineEntry[]): Promise<void> {
  const newest = new Map<string, StoredTimelineEntry>();
  for (const entry of entries) {
    const known = newest.get(entry.id);
    if (known === undefined) newest.set(entry.id, entry);
    else if (known.version < entry.version) newest.set(entry.id, { ...entry, at: known.at });
  }
  if (newest.size === 0) return;
  const rows = [...newest.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
  const set = rowSet('e', rows, {
    id: ['uuid', ({ id }) => id],
    conversation_id: ['text', ({ conversationId }) => conversationId],
    at: ['timestamptz', ({ at }) => at],
    kind: ['text', ({ kind }) => kind],
    version: ['bigint', ({ version }) => version],
    body: ['text', ({ body }) => JSON.stringify(body)],
  });
  await tx.query(
    `insert into timeline_entry as t (${set.names}) select * from ${set.from}
     on conflict (id) do update set version = excluded.version, body = excluded.body where t.version < excluded.version`,
    set.parameters,
  );
}
