import type { ConversationState } from '@parley/contracts';
import type { Database } from '@parley/platform';
import type { EventTrace, EventTraces } from '../event-status/event-trace';
import { eventHash } from '../read-model/event-hash';
import { ticketUrl } from './ticket-views';

interface TraceRow {
  readonly duplicates: number;
  readonly epoch: number;
  readonly partition: number;
  readonly offset: string;
  readonly event_contact: string | null;
  readonly conversation_id: string | null;
  readonly contact_id: string | null;
  readonly state: ConversationState;
  readonly reason: string | null;
}

interface SyncedRow {
  readonly zendesk_ticket_id: string;
  readonly url: string | null;
}

/** Events by identity in Postgres. */
export class PostgresEventTraces implements EventTraces {
  constructor(private readonly database: Database) {}

  async find(source: string, id: string): Promise<EventTrace | undefined> {
    const [row] = await this.database.query<TraceRow>(
      `select l.duplicates, l.epoch, l.partition, l."offset", l.contact_id as event_contact,
         c.id as conversation_id, c.contact_id, c.state, c.reason
       from log_event l left join conversation c on c.id = l.conversation_id where l.hash = $1`,
      [eventHash(source, id)],
    );
    if (row === undefined) return undefined;
    const { duplicates, conversation_id } = row;
    if (conversation_id === null) return { duplicates, conversation: null };
    const position = { epoch: row.epoch, partition: row.partition, offset: Number(row.offset) };
    return {
      duplicates,
      conversation: {
        id: conversation_id,
        state: row.state,
        reason: row.reason,
        moved: row.contact_id !== row.event_contact,
        syncedTickets: await this.syncedTickets(conversation_id, position.epoch, position.offset),
        position,
      },
    };
  }

  /** Of a conversation everything lies in one partition, so epoch and offset alone tell what is later. */
  private async syncedTickets(conversationId: string, epoch: number, offset: number) {
    const rows = await this.database.query<SyncedRow>(
      `select t.zendesk_ticket_id, o.url from ticket t left join organization o on o.id::text = t.organization_id
       where t.conversation_id = $1 and (t.epoch, t."offset") >= ($2::integer, $3::bigint) order by t.zendesk_ticket_id`,
      [conversationId, epoch, offset],
    );
    return rows.map((row) => ({
      zendeskTicketId: Number(row.zendesk_ticket_id),
      url: ticketUrl(row.url, row.zendesk_ticket_id),
    }));
  }
}
