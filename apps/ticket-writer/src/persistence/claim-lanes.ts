import type { Database } from '@parley/platform';
import type { HeldLane } from '../lane/lane';
import type { ClaimRequest } from '../lane/lane-store';

const FREE = `(not_before is null or not_before <= clock_timestamp()) and (lease_until is null or lease_until < clock_timestamp())`;

/**
 * Takes lanes: creates before the rest and history last, then in turns between accounts, the longest waiting of each first.
 * `active` hops over the index from account to account, so a backlog of one account costs the others nothing.
 */
const CLAIM = `
  with recursive active as (
    (select organization_id, account_id from lane where workable order by organization_id, account_id limit 1)
    union all
    select n.organization_id, n.account_id from active a cross join lateral (
      select organization_id, account_id from lane
      where workable and (organization_id, account_id) > (a.organization_id, a.account_id)
      order by organization_id, account_id limit 1) n
  ), candidate as (
    select c.ticket_key, c.work_class, c.behind_since,
      row_number() over (partition by a.organization_id, a.account_id order by c.work_class, c.behind_since) as turn
    from active a
    join account_gate g on g.organization_id = a.organization_id and g.account_id = a.account_id and g.open
    cross join lateral (
      select ticket_key, work_class, behind_since from lane l
      where workable and l.organization_id = a.organization_id and l.account_id = a.account_id and ${FREE}
        and (l.ticket_id is null or a.organization_id <> all($5::text[]))
      order by work_class, behind_since, ticket_key limit $3) c
    where a.organization_id <> all($4::text[])
  ), chosen as (
    select l.ticket_key from lane l join candidate c on c.ticket_key = l.ticket_key
    where l.workable and ${FREE}
    order by c.work_class, c.turn, c.behind_since
    limit $3 for update of l skip locked
  )
  update lane l
  set epoch = l.epoch + 1, lease_owner = $1, lease_until = clock_timestamp() + $2 * interval '1 ms', not_before = null
  from chosen where l.ticket_key = chosen.ticket_key
  returning l.ticket_key, l.organization_id, l.epoch, l.work_class, l.behind_since`;

interface ClaimedRow {
  readonly ticket_key: string;
  readonly organization_id: string;
  readonly epoch: string;
  readonly work_class: number;
  readonly behind_since: Date;
}

/** The lanes taken, in the order in which they deserve to be worked on. */
export async function claimLanes(database: Database, request: ClaimRequest): Promise<readonly HeldLane[]> {
  const { owner, leaseMs, limit, resting, restingUpdates } = request;
  const rows = await database.query<ClaimedRow>(CLAIM, [owner, leaseMs, limit, resting, restingUpdates]);
  return rows
    .sort((a, b) => a.work_class - b.work_class || a.behind_since.getTime() - b.behind_since.getTime())
    .map(({ ticket_key, organization_id, epoch }) => ({
      ticketKey: ticket_key,
      organizationId: organization_id,
      epoch: Number(epoch),
    }));
}
