import type { StreamChangeKind } from '@parley/contracts';
import type { Transaction } from '@parley/platform';

/** Something that changed, with its organization where it is known. */
export interface ChangedThing {
  readonly kind: StreamChangeKind;
  readonly id: string;
  readonly organizationId: string | null;
}

/** How long a change is kept for those who come back: a little longer than anybody may have been away. */
export const CHANGES_KEPT_MS = 10 * 60 * 1_000;
/** Notes that one writer takes away, so that each takes away more than it brings, and none waits. */
const SWEPT = 20;

/**
 * Notes what a transaction changed, for everybody who looks at it (the stream), one row for each kind. Not by `NOTIFY`, which would
 * make the commits of all partitions wait for each other.
 */
export async function noteChanges(tx: Transaction, changed: readonly ChangedThing[]): Promise<void> {
  const byKind = new Map<StreamChangeKind, Map<string, string | null>>();
  for (const { kind, id, organizationId } of changed) {
    const ids = byKind.get(kind) ?? new Map<string, string | null>();
    byKind.set(kind, ids.set(id, organizationId ?? ids.get(id) ?? null));
  }
  for (const [kind, ids] of byKind) {
    await tx.query(
      'insert into change_note (kind, ids, organization_ids) values ($1, $2::text[], $3::text[])',
      [kind, [...ids.keys()], [...ids.values()]],
    );
  }
  if (byKind.size === 0) return;
  await tx.query(
    `delete from change_note where id in (
       select id from change_note where at < now() - $1 * interval '1 ms' and id <= (
         select max(id) from (select id from change_note order by id limit $2) oldest)
       for update skip locked)`,
    [CHANGES_KEPT_MS, SWEPT],
  );
}

/** Notes that these conversations changed. */
export async function noteConversations(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await tx.query<{ readonly id: string; readonly organization_id: string | null }>(
    'select id, organization_id from conversation where id = any($1::text[])',
    [[...new Set(ids)]],
  );
  await noteChanges(
    tx,
    rows.map((row) => ({ kind: 'conversation', id: row.id, organizationId: row.organization_id })),
  );
}
