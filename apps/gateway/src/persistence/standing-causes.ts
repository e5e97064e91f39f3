import type { AlertKind } from '@parley/contracts';
import type { Transaction } from '@parley/platform';
import type { StandingCause } from '../alerts/fold-causes';

interface CauseRow {
  readonly kind: AlertKind;
  readonly organization_id: string;
  readonly name: string;
  readonly reason: string;
  readonly count: number;
  readonly since: Date;
}

/**
 * A process whose breaker is open asks Zendesk every ten seconds and tells what came of it; one that says nothing for that long has
 * ended, and its breaker with it.
 */
const BREAKER_TELLS_WITHIN = `interval '5 minutes'`;

const PARKED = `
  select 'parked' as kind, organization_id, reason, count(*)::int as count, min(since) as since
  from lane where state = 'parked' group by organization_id, reason
  union all
  select 'parked', u.organization_id, u.reason, count(*)::int, min(u.since)
  from customer u join sync_target t on t.organization_id = u.organization_id and t.requester_key = u.requester_key
  where u.reason = 'customer-ambiguous' group by u.organization_id, u.reason`;

/** Condition of the breakers that are not closed, of processes that are still there. */
export const OPEN_BREAKERS = `state <> 'closed' and told_at > now() - ${BREAKER_TELLS_WITHIN}`;

const BREAKERS = `
  select 'breaker-open', organization_id, endpoint_class, count(*)::int, min(since)
  from breaker where ${OPEN_BREAKERS} group by organization_id, endpoint_class`;

const UNAUTHORISED = `
  select 'authorization-lost', id::text, 'organization-not-authorised', 1, changed_at from organization where state = 'unauthorised'`;

/**
 * Of tickets that nothing stops: those that are parked, wait for a gate or for their customer are no news. Opening a gate, or a
 * customer who comes back, starts the time anew.
 */
const BEHIND = `
  select 'behind', b.organization_id, 'ticket-behind', count(*)::int, min(b.since)
  from (
    select s.organization_id, greatest(s.behind_since, o.changed_at, u.since) as since
    from sync_target s
    join conversation c on c.id = s.conversation_id and c.state in ('syncing', 'frozen')
    join organization o on o.id::text = s.organization_id and o.state = 'active'
    join linked_account a on a.account_id = c.account_id and a.organization_id = o.id and a.enabled
    left join customer u on u.organization_id = s.organization_id and u.requester_key = s.requester_key
    left join lane l on l.ticket_key = s.ticket_key
    where s.behind_since < now() - $1 * interval '1 ms' and u.reason is null and coalesce(l.state, 'open') = 'open'
  ) b
  where b.since < now() - $1 * interval '1 ms' group by b.organization_id`;

/** What stands now, at organizations that are connected, with their names. */
export async function standingCauses(
  tx: Transaction,
  behindMs: number,
): Promise<{ readonly causes: readonly StandingCause[]; readonly names: ReadonlyMap<string, string> }> {
  const rows = await tx.query<CauseRow>(
    `select c.*, o.name from (${PARKED} union all ${BREAKERS} union all ${UNAUTHORISED} union all ${BEHIND}) c
     join organization o on o.id::text = c.organization_id and o.state <> 'disconnected'`,
    [behindMs],
  );
  return {
    causes: rows.map(({ kind, organization_id: organizationId, reason, count, since }) => ({
      kind,
      organizationId,
      reason,
      count,
      since,
    })),
    names: new Map(rows.map(({ organization_id, name }) => [organization_id, name])),
  };
}
