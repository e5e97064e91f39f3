import type { BacklogView, ConnectionEvent } from '@parley/contracts';
import type { Database, Transaction } from '@parley/platform';
import type { BacklogStore } from '../show-budget/backlog-store';

/** Backlogs in Postgres. */
export class PostgresBacklogs implements BacklogStore {
  constructor(private readonly database: Database) {}

  async find(organizationId: string): Promise<BacklogView | undefined> {
    const [row] = await this.database.query<{ backlog: BacklogView }>(
      `select backlog from organization_backlog where organization_id = $1`,
      [organizationId],
    );
    return row?.backlog;
  }
}

/** Keeps the newest report of each organization, whatever order they come in. */
export async function keepBacklogs(tx: Transaction, events: readonly ConnectionEvent[]): Promise<void> {
  const newest = new Map<string, { readonly version: number; readonly backlog: BacklogView }>();
  for (const event of events) {
    if (event.type !== 'parley.budget.reported.v1' || event.data.backlog === undefined) continue;
    const { organizationId, version, at, backlog } = event.data;
    if (version > (newest.get(organizationId)?.version ?? -1))
      newest.set(organizationId, { version, backlog: { at, ...backlog } });
  }
  if (newest.size === 0) return;
  const rows = [...newest].sort(([a], [b]) => (a < b ? -1 : 1));
  await tx.query(
    `insert into organization_backlog (organization_id, version, backlog)
     select * from unnest($1::text[], $2::bigint[], $3::jsonb[])
     on conflict (organization_id) do update set version = excluded.version, backlog = excluded.backlog
       where excluded.version > organization_backlog.version`,
    [
      rows.map(([organizationId]) => organizationId),
      rows.map(([, { version }]) => version),
      rows.map(([, { backlog }]) => JSON.stringify(backlog)),
    ],
  );
}
