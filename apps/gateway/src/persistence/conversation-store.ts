import type { ConversationSummary, Gate, Mode } from '@parley/contracts';
import type { Database } from '@parley/platform';
import type {
  ConversationFilter,
  ConversationPlace,
  ConversationStore,
  KnownConversation,
  Obstacle,
  PlacedEntry,
  TimelinePlace,
} from '../explain-conversation/conversation-store';
import { CONVERSATION_COLUMNS, listConversations, summaryOf } from './conversation-list';
import type { ConversationRow } from './conversation-list';
import { readTimeline } from './conversation-timeline';
import { candidatesOf } from './candidates';
import { ticketsOf } from './ticket-views';

interface KnownRow extends ConversationRow {
  readonly gate_version: string | null;
  readonly gates: string | null;
  readonly target_version: string | null;
  readonly mode: Mode;
  readonly trigger_source: string;
  readonly trigger_id: string;
  readonly fired_at: Date;
  readonly customer_reason: string | null;
  readonly customer_since: Date;
  readonly candidates: string | null;
  readonly organization_url: string | null;
  readonly lane_reason: string | null;
  readonly lane_since: Date;
}

const KNOWN = `
  select ${CONVERSATION_COLUMNS.split(', ')
    .map((column) => `c.${column}`)
    .join(', ')},
    g.version as gate_version, g.gates,
    t.version as target_version, t.mode, t.trigger_source, t.trigger_id, t.fired_at,
    u.reason as customer_reason, u.since as customer_since, u.candidates, o.url as organization_url, l.reason as lane_reason, l.since as lane_since
  from conversation c
  left join gate_report g on g.conversation_id = c.id
  left join lateral (select * from sync_target where conversation_id = c.id order by version desc limit 1) t on true
  left join organization o on o.id::text = t.organization_id
  left join customer u on u.organization_id = t.organization_id and u.requester_key = t.requester_key
  left join lateral (
    select reason, since from lane where conversation_id = c.id and state <> 'open' order by state desc, since limit 1) l on true
  where c.id = $1`;

/** Conversations of the read model in Postgres. */
export class PostgresConversations implements ConversationStore {
  constructor(private readonly database: Database) {}

  list(
    filter: ConversationFilter,
    limit: number,
    after?: ConversationPlace,
  ): Promise<readonly ConversationSummary[]> {
    return listConversations(this.database, filter, limit, after);
  }

  async find(id: string): Promise<KnownConversation | undefined> {
    const [[row], tickets] = await Promise.all([
      this.database.query<KnownRow>(KNOWN, [id]),
      ticketsOf(this.database, [id]),
    ]);
    if (row === undefined) return undefined;
    return {
      summary: summaryOf(row, tickets),
      gateReport:
        row.gates === null
          ? undefined
          : { version: Number(row.gate_version), gates: JSON.parse(row.gates) as Gate[] },
      target: targetOf(row),
      customerObstacle: obstacle(row.customer_reason, row.customer_since),
      candidates: candidatesOf(row.candidates, row.organization_url),
      ticketObstacle: obstacle(row.lane_reason, row.lane_since),
    };
  }

  timeline(id: string, limit: number, after?: TimelinePlace): Promise<readonly PlacedEntry[]> {
    return readTimeline(this.database, id, limit, after);
  }
}

function targetOf(row: KnownRow): KnownConversation['target'] {
  if (row.target_version === null) return undefined;
  return {
    version: Number(row.target_version),
    mode: row.mode,
    trigger: { source: row.trigger_source, id: row.trigger_id },
    firedAt: row.fired_at.toISOString(),
  };
}

function obstacle(reason: string | null, since: Date): Obstacle | undefined {
  return reason === null ? undefined : { reason, since: since.toISOString() };
}
