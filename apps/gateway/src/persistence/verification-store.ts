import type { RoutingView, TimelineEntry } from '@parley/contracts';
import type { Database } from '@parley/platform';
import type { HistoryFacts, VerificationStore } from '../verify-setup/verification-store';
import { lastRoutings } from './routings';

/** Calls of a conversation that are looked at for the last one that was acknowledged. */
const MOST_CALLS = 50;

interface HistoryRow {
  readonly ticket_key: string;
  readonly zendesk_ticket_id: string;
  readonly partition: number;
  readonly wanted_epoch: number;
  readonly wanted_offset: string;
  readonly epoch: number;
  readonly offset: string;
}

/** What the steps of the guide are verified against, from the read model. */
export class PostgresVerification implements VerificationStore {
  constructor(private readonly database: Database) {}

  async latestConversation(organizationId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ readonly id: string }>(
      `select c.id from linked_account a cross join lateral (
         select id, last_seen_at from conversation where account_id = a.account_id order by last_seen_at desc limit 1) c
       where a.organization_id = $1 order by c.last_seen_at desc limit 1`,
      [organizationId],
    );
    return row?.id;
  }

  async firstMessageAt(conversationId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ readonly at: Date }>(
      `select at from log_event where conversation_id = $1 and type = 'parley.message.received.v1'
       order by epoch, "offset" limit 1`,
      [conversationId],
    );
    return row?.at.toISOString();
  }

  async history(conversationId: string): Promise<HistoryFacts | undefined> {
    const [row] = await this.database.query<HistoryRow>(
      `select t.ticket_key, t.zendesk_ticket_id, t.partition, s.epoch as wanted_epoch, s."offset" as wanted_offset, t.epoch, t."offset"
       from ticket t join sync_target s on s.ticket_key = t.ticket_key
       where t.conversation_id = $1 order by t.zendesk_ticket_id desc limit 1`,
      [conversationId],
    );
    if (row === undefined) return undefined;
    const { ticket_key: ticketKey, partition } = row;
    const zendeskTicketId = Number(row.zendesk_ticket_id);
    return {
      ticketKey,
      zendeskTicketId,
      wanted: { epoch: row.wanted_epoch, partition, offset: Number(row.wanted_offset) },
      reached: { epoch: row.epoch, partition, offset: Number(row.offset) },
      lastEffectId: await this.lastEffect(conversationId, zendeskTicketId),
    };
  }

  lastRoutings(teamId: string, limit: number): Promise<readonly RoutingView[]> {
    return lastRoutings(this.database, teamId, limit);
  }

  private async lastEffect(conversationId: string, ticketId: number): Promise<string | undefined> {
    const rows = await this.database.query<{ readonly id: string; readonly body: string }>(
      `select id, body from timeline_entry where conversation_id = $1 and kind = 'call' order by at desc limit $2`,
      [conversationId, MOST_CALLS],
    );
    const paths = new Set(['/api/v2/tickets', `/api/v2/tickets/${ticketId}`]);
    return rows.find(({ body }) => {
      const { call } = JSON.parse(body) as Pick<TimelineEntry, 'call'>;
      return call?.state === 'done' && paths.has(call.path);
    })?.id;
  }
}
