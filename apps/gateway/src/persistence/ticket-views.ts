import type { TicketStatus, TicketView } from '@parley/contracts';
import type { Database } from '@parley/platform';
import type { TicketsByConversation } from '../explain-conversation/conversation-store';

interface TicketRow {
  readonly conversation_id: string;
  readonly ticket_key: string;
  readonly generation: number;
  readonly zendesk_ticket_id: string;
  readonly status: TicketStatus | null;
  readonly epoch: number;
  readonly partition: number;
  readonly offset: string;
  readonly url: string | null;
}

/** Tickets of conversations, oldest generation first; `url` is the page that an agent opens. */
export async function ticketsOf(
  database: Pick<Database, 'query'>,
  conversationIds: readonly string[],
): Promise<TicketsByConversation> {
  const tickets = new Map<string, TicketView[]>();
  if (conversationIds.length === 0) return tickets;
  const rows = await database.query<TicketRow>(
    `select t.conversation_id, t.ticket_key, t.generation, t.zendesk_ticket_id, t.status, t.epoch, t.partition, t."offset", o.url
     from ticket t left join organization o on o.id::text = t.organization_id
     where t.conversation_id = any($1::text[]) order by t.zendesk_ticket_id`,
    [conversationIds],
  );
  for (const row of rows) {
    const list = tickets.get(row.conversation_id) ?? [];
    tickets.set(row.conversation_id, [...list, viewOf(row)]);
  }
  return tickets;
}

function viewOf(row: TicketRow): TicketView {
  return {
    ticketKey: row.ticket_key,
    generation: row.generation,
    zendeskTicketId: Number(row.zendesk_ticket_id),
    url: ticketUrl(row.url, row.zendesk_ticket_id),
    status: row.status,
    throughPosition: { epoch: row.epoch, partition: row.partition, offset: Number(row.offset) },
  };
}

/** The page of a ticket for agents. An organization that is not known here cannot have tickets outside a rebuild in progress. */
export function ticketUrl(origin: string | null, ticketId: string | number): string {
  return `${origin ?? 'https://unknown.invalid'}/agent/tickets/${ticketId}`;
}
