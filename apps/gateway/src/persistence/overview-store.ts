import { CONVERSATION_STATES, MOST_COUNTED_CONVERSATIONS, OVERVIEW_MINUTES } from '@parley/contracts';
import type { BacklogView, OrganizationState, OverviewView, ThroughputPoint } from '@parley/contracts';
import type { Database, Transaction } from '@parley/platform';
import type {
  BehindFacts,
  OrganizationFacts,
  OverviewFacts,
  OverviewStore,
} from '../show-overview/overview-store';
import { OPEN_BREAKERS } from './standing-causes';

const MINUTE_MS = 60_000;
const MOST_ORGANIZATIONS = 200;
const MOST_ALERTS = 100;

type Tx = Pick<Transaction, 'query'>;

/**
 * The overview from the read model. Every query goes over a bounded number of rows, whatever is in the tables: those of an hour, or
 * the first {@link MOST_COUNTED_CONVERSATIONS} by an index.
 */
export class PostgresOverview implements OverviewStore {
  constructor(private readonly database: Database) {}

  read(): Promise<OverviewFacts> {
    return this.database.transaction(async (tx) => {
      const [clock] = await tx.query<{ readonly now: Date }>('select now() as now');
      const now = clock?.now ?? new Date();
      const { alerts, openAlerts } = await openAlertsOf(tx);
      return {
        now,
        throughput: await throughput(tx, now),
        conversations: await conversations(tx),
        behind: await behind(tx),
        parked: await parked(tx),
        breakers: await breakers(tx),
        alerts,
        openAlerts,
        organizations: await organizations(tx),
      };
    });
  }
}

async function throughput(tx: Tx, now: Date): Promise<readonly ThroughputPoint[]> {
  const last = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const first = last - (OVERVIEW_MINUTES - 1) * MINUTE_MS;
  const rows = await tx.query<{ readonly minute: Date; readonly events: number; readonly messages: number }>(
    `select minute, coalesce(sum(count) filter (where what = 'events'), 0)::integer as events,
       coalesce(sum(count) filter (where what = 'messages'), 0)::integer as messages
     from minute_count where minute >= $1 and minute <= $2 group by minute`,
    [new Date(first), new Date(last)],
  );
  const known = new Map(rows.map((row) => [row.minute.getTime(), row]));
  return Array.from({ length: OVERVIEW_MINUTES }, (_, place) => {
    const minute = first + place * MINUTE_MS;
    const { events = 0, messages = 0 } = known.get(minute) ?? {};
    return { minute: new Date(minute).toISOString(), events, messages };
  });
}

async function conversations(tx: Tx): Promise<OverviewView['conversations']> {
  const rows = await tx.query<{ readonly state: string; readonly count: number }>(
    `select s.state, (select count(*)::integer from (
       select from conversation c where c.state = s.state limit $2) counted) as count
     from unnest($1::text[]) s(state)`,
    [CONVERSATION_STATES, MOST_COUNTED_CONVERSATIONS],
  );
  const counts = { held: 0, syncing: 0, frozen: 0, parked: 0, blocked: 0 };
  return { ...counts, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}

/** Of tickets that nothing stops, those that got no further for longest. */
async function behind(tx: Tx): Promise<readonly BehindFacts[]> {
  const rows = await tx.query<{
    readonly organization_id: string;
    readonly count: number;
    readonly oldest: Date;
  }>(
    `select b.organization_id, count(*)::integer as count, min(b.behind_since) as oldest
     from (select organization_id, conversation_id, behind_since from sync_target
           where behind_since is not null order by behind_since limit $1) b
     join conversation c on c.id = b.conversation_id and c.state in ('syncing', 'frozen')
     group by b.organization_id`,
    [MOST_COUNTED_CONVERSATIONS],
  );
  return rows.map(({ organization_id: organizationId, count, oldest: oldestSince }) => ({
    organizationId,
    count,
    oldestSince,
  }));
}

async function parked(tx: Tx): Promise<OverviewView['parked']> {
  const rows = await tx.query<{
    readonly organization_id: string;
    readonly reason: string | null;
    readonly count: number;
    readonly oldest: Date;
  }>(
    `select p.organization_id, p.reason, count(*)::integer as count, min(p.since) as oldest
     from (
       (select organization_id, reason, since from lane where state = 'parked' order by since limit $1)
       union all
       (select u.organization_id, u.reason, u.since from customer u
        join sync_target t on t.organization_id = u.organization_id and t.requester_key = u.requester_key
        where u.reason = 'customer-ambiguous' limit $1)
     ) p group by p.organization_id, p.reason order by count(*) desc, p.organization_id, p.reason`,
    [MOST_COUNTED_CONVERSATIONS],
  );
  return rows.map(({ organization_id: organizationId, reason, count, oldest }) => ({
    organizationId,
    reason: reason ?? 'unknown',
    count,
    oldestSince: oldest.toISOString(),
  }));
}

async function breakers(tx: Tx): Promise<OverviewFacts['breakers']> {
  const rows = await tx.query<{
    readonly organization_id: string;
    readonly endpoint_class: string;
    readonly state: 'open' | 'half-open';
    readonly processes: number;
    readonly since: Date;
  }>(
    `select organization_id, endpoint_class, state, count(*)::integer as processes, min(since) as since
     from breaker where ${OPEN_BREAKERS} group by organization_id, endpoint_class, state
     order by organization_id, endpoint_class, state`,
  );
  return rows.map(({ organization_id: organizationId, endpoint_class: endpointClass, since, ...row }) => ({
    organizationId,
    endpointClass,
    ...row,
    since: since.toISOString(),
  }));
}

async function openAlertsOf(tx: Tx): Promise<Pick<OverviewFacts, 'alerts' | 'openAlerts'>> {
  const rows = await tx.query<{
    readonly id: string;
    readonly organization_id: string;
    readonly kind: OverviewView['alerts'][number]['kind'];
    readonly reason: string;
    readonly count: number;
    readonly since: Date;
  }>(
    `select id, organization_id, kind, reason, count, since from alert where resolved_at is null order by since, id`,
  );
  const openAlerts = new Map<string, number>();
  for (const { organization_id: id } of rows) openAlerts.set(id, (openAlerts.get(id) ?? 0) + 1);
  const alerts = rows.slice(0, MOST_ALERTS).map(({ organization_id: organizationId, since, ...alert }) => ({
    ...alert,
    organizationId,
    since: since.toISOString(),
  }));
  return { alerts, openAlerts };
}

async function organizations(tx: Tx): Promise<readonly OrganizationFacts[]> {
  const rows = await tx.query<{
    readonly id: string;
    readonly name: string;
    readonly state: OrganizationState;
    readonly backlog: BacklogView | null;
  }>(
    `select o.id::text, o.name, o.state, b.backlog from organization o
     left join organization_backlog b on b.organization_id = o.id::text
     where o.state <> 'disconnected' order by o.created_at, o.id limit $1`,
    [MOST_ORGANIZATIONS],
  );
  return rows.map(({ backlog, ...organization }) => ({ ...organization, backlog: backlog ?? undefined }));
}
