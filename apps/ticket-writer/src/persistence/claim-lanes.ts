import type { Database } from '@parley/platform';
import type { HeldLane } from '../lane/lane';
import { CLASS_AGE_MS, type ClaimRequest } from '../lane/lane-store';

const FREE = `(not_before is null or not_before <= clock_timestamp()) and (lease_until is null or lease_until < clock_timestamp())`;

/**
 * Takes lanes by class, then in turns between accounts, the longest waiting of each first; what waited long counts as of a higher
 * class. `active` hops over the index from account to account, and of each account the first few of each class are looked at: the
 * index is in this very order, so a backlog costs nothing, neither its own account nor others. Classes that rest are not looked at.
 */
export const CLAIM = `
  with recursive active as (
    (select organization_id, account_id from lane where workable order by organization_id, account_id limit 1)
    union all
    select n.organization_id, n.account_id from active a cross join lateral (
      select organization_id, account_id from lane
      where workable and (organization_id, account_id) > (a.organization_id, a.account_id)
      order by organization_id, account_id limit 1) n
  ), candidate as (
    select c.ticket_key, a.organization_id, a.account_id, c.behind_since, aged.class,
      row_number() over (partition by a.organization_id, a.account_id order by aged.class, c.behind_since) as turn
    from active a
    join account_gate g on g.organization_id = a.organization_id and g.account_id = a.account_id and g.open
    cross join generate_series(0, 4) w (class)
    cross join lateral (
      select ticket_key, behind_since from lane l
      where workable and l.organization_id = a.organization_id and l.account_id = a.account_id
        and l.work_class = w.class and ${FREE}
      order by behind_since, ticket_key limit $3) c
    cross join lateral (select greatest(0, w.class - floor(
      extract(epoch from clock_timestamp() - c.behind_since) * 1000 / ${CLASS_AGE_MS})) as class) aged
    where a.organization_id <> all($4::text[])
      and (w.class = 0 or a.organization_id <> all($5::text[]))
      and (w.class > 0 or a.organization_id <> all($6::text[]))
  ), placed as (
    select c.*, row_number() over (partition by organization_id order by class, turn, behind_since) as place
    from candidate c
  ), chosen as (
    select l.ticket_key from placed c
    join lane l on l.ticket_key = c.ticket_key
    left join unnest($8::text[], $9::int[]) r (organization_id, lanes) on r.organization_id = c.organization_id
    where l.workable and ${FREE} and c.place + coalesce(r.lanes, 0) <= $7
    order by c.class, c.turn, c.behind_since
    limit $3 for update of l skip locked
  )
  update lane l
  set epoch = l.epoch + 1, lease_owner = $1, lease_until = clock_timestamp() + $2 * interval '1 ms', not_before = null
  from chosen where l.ticket_key = chosen.ticket_key
  returning l.ticket_key, l.organization_id, l.epoch, l.work_class,
    extract(epoch from clock_timestamp() - l.behind_since)::float8 * 1000 as waited_ms`;

interface ClaimedRow {
  readonly ticket_key: string;
  readonly organization_id: string;
  readonly epoch: string;
  readonly work_class: number;
  readonly waited_ms: number;
}

/** What {@link CLAIM} is asked with. */
export function claimParameters(request: ClaimRequest): readonly unknown[] {
  const { owner, leaseMs, limit, resting, restingUpdates, restingCreates = [], running } = request;
  return [
    owner,
    leaseMs,
    limit,
    resting,
    restingUpdates,
    restingCreates,
    request.mostOfOne ?? limit,
    [...(running?.keys() ?? [])],
    [...(running?.values() ?? [])],
  ];
}

/** The lanes taken, in the order in which they deserve to be worked on. */
export async function claimLanes(database: Database, request: ClaimRequest): Promise<readonly HeldLane[]> {
  const rows = await database.query<ClaimedRow>(CLAIM, claimParameters(request));
  return rows
    .sort((a, b) => agedClass(a) - agedClass(b) || b.waited_ms - a.waited_ms)
    .map(({ ticket_key, organization_id, epoch, waited_ms }) => ({
      ticketKey: ticket_key,
      organizationId: organization_id,
      epoch: Number(epoch),
      waitedMs: waited_ms,
    }));
}

function agedClass({ work_class, waited_ms }: ClaimedRow): number {
  return Math.max(0, work_class - Math.floor(waited_ms / CLASS_AGE_MS));
}
