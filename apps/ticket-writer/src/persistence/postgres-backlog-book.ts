import type { Database, Transaction } from '@parley/platform';
import type { Backlog, BacklogBook } from '../report-backlog/backlog';

/**
 * The counts come from the index of workable lanes alone. An organization is due once it was not told of for a while, whichever
 * process told: whoever writes the note first tells, the others find it fresh. One that has caught up is told of once more.
 */
const DUE = `
  with counted as (
    select organization_id, count(*)::int as tickets, (count(*) filter (where work_class = 0))::int as creates,
      min(behind_since) as oldest_since
    from lane where workable group by organization_id
  ), due as (
    insert into backlog_report as told (organization_id, tickets, told_at)
    select organization_id, tickets, clock_timestamp() from counted
    union all
    select organization_id, 0, clock_timestamp() from backlog_report
      where tickets > 0 and organization_id not in (select organization_id from counted)
    order by 1
    on conflict (organization_id) do update set tickets = excluded.tickets, told_at = excluded.told_at
      where told.told_at <= clock_timestamp() - $1 * interval '1 ms'
    returning organization_id, told_at
  )
  select d.organization_id, d.told_at, coalesce(c.tickets, 0) as tickets, coalesce(c.creates, 0) as creates, c.oldest_since
  from due d left join counted c using (organization_id)`;

interface DueRow {
  readonly organization_id: string;
  readonly told_at: Date;
  readonly tickets: number;
  readonly creates: number;
  readonly oldest_since: Date | null;
}

/** Backlogs counted in the service's own schema. */
export class PostgresBacklogBook implements BacklogBook {
  constructor(private readonly database: Database) {}

  tellDue(everyMs: number, tell: (tx: Transaction, due: readonly Backlog[]) => Promise<void>): Promise<void> {
    return this.database.transaction(async (tx) => {
      const rows = await tx.query<DueRow>(DUE, [everyMs]);
      await tell(
        tx,
        rows.map((row) => ({
          organizationId: row.organization_id,
          at: row.told_at,
          tickets: row.tickets,
          creates: row.creates,
          oldestSince: row.oldest_since,
        })),
      );
    });
  }
}
