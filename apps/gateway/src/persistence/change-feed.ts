import type { StreamChange, StreamChangeKind } from '@parley/contracts';
import type { Database } from '@parley/platform';
import type { ChangeFeed, FeedPage } from '../stream/change-feed';
import { CHANGES_KEPT_MS } from './change-notes';

/** Notes that are read at once; more have changed than is worth telling one by one. */
const MOST_NOTES = 500;
/** A place this old may have lost notes that were swept since. */
const GOOD_FOR_MS = CHANGES_KEPT_MS / 2;
const PLACE = /^(\d{1,20})-(\d{1,16})$/;

interface NoteRow {
  readonly kind: StreamChangeKind;
  readonly ids: readonly string[];
  readonly organization_ids: readonly (string | null)[];
}

/**
 * Changes by the transactions that made them. A place is the oldest transaction that was still open: all before it are done, so that
 * whatever the next page tells has not been told, and nothing is left out because it was committed late.
 */
export class PostgresChangeFeed implements ChangeFeed {
  constructor(private readonly database: Database) {}

  async head(): Promise<string> {
    const { horizon, now } = await this.horizon();
    return placeOf(horizon, now);
  }

  async since(place: string): Promise<FeedPage | undefined> {
    const [, from, at] = PLACE.exec(place) ?? [];
    if (from === undefined || at === undefined) return undefined;
    const { horizon, now } = await this.horizon();
    if (now - Number(at) > GOOD_FOR_MS || BigInt(from) > BigInt(horizon)) return undefined;
    const notes = await this.database.query<NoteRow>(
      `select kind, ids, organization_ids from change_note
       where transaction_id >= $1::xid8 and transaction_id < $2::xid8 order by transaction_id, id limit $3`,
      [from, horizon, MOST_NOTES + 1],
    );
    if (notes.length > MOST_NOTES) return undefined;
    return { changes: notes.flatMap(changesOf), place: placeOf(horizon, now) };
  }

  private async horizon(): Promise<{ readonly horizon: string; readonly now: number }> {
    const [row] = await this.database.query<{ readonly horizon: string; readonly now: string }>(
      `select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
         (extract(epoch from clock_timestamp()) * 1000)::bigint as now`,
    );
    if (row === undefined) throw new TypeError('a select without a table gives one row');
    return { horizon: row.horizon, now: Number(row.now) };
  }
}

function placeOf(horizon: string, now: number): string {
  return `${horizon}-${now}`;
}

function changesOf({ kind, ids, organization_ids: organizationIds }: NoteRow): readonly StreamChange[] {
  return ids.map((id, place) => {
    const organizationId = organizationIds[place];
    return { kind, id, ...(typeof organizationId === 'string' ? { organizationId } : {}) };
  });
}
