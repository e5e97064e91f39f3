import type { Database } from '@parley/platform';
import type { ParkedFilter, ParkedStore, ParkedTicket } from '../error-desk/parked-store';
import { ticketUrl } from './ticket-views';

interface ParkedRow {
  readonly ticket_key: string;
  readonly organization_id: string;
  readonly conversation_id: string;
  readonly contact_id: string;
  readonly account_id: string | null;
  readonly reason: string;
  readonly effect_id: string | null;
  readonly since: Date;
  readonly zendesk_ticket_id: string | null;
  readonly url: string | null;
}

/** Parked tickets of the read model in Postgres. */
export class PostgresParked implements ParkedStore {
  constructor(private readonly database: Database) {}

  async list(
    filter: ParkedFilter,
    limit: number,
    after?: { readonly since: string; readonly id: string },
  ): Promise<readonly ParkedTicket[]> {
    const rows = await this.database.query<ParkedRow>(
      `select l.ticket_key, l.organization_id, l.conversation_id, c.contact_id, c.account_id, l.reason, l.effect_id, l.since,
         t.zendesk_ticket_id, o.url
       from lane l join conversation c on c.id = l.conversation_id
       left join lateral (
         select zendesk_ticket_id from ticket where ticket_key = l.ticket_key order by generation desc limit 1) t on true
       left join organization o on o.id::text = l.organization_id
       where l.state = 'parked' and ($2::text is null or l.organization_id = $2) and ($3::text is null or l.reason = $3)
         and ($6::uuid[] is null or l.ticket_key = any($6)) and ($7::timestamptz is null or l.since < $7)
         and ($4::timestamptz is null or (l.since, l.ticket_key) > ($4::timestamptz, $5::uuid))
       order by l.since, l.ticket_key limit $1`,
      [
        limit,
        filter.organizationId ?? null,
        filter.reason ?? null,
        after?.since ?? null,
        after?.id ?? null,
        filter.ids ?? null,
        filter.parkedBefore ?? null,
      ],
    );
    return rows.map(parkedOf);
  }
}

function parkedOf(row: ParkedRow): ParkedTicket {
  const { zendesk_ticket_id: ticketId } = row;
  return {
    id: row.ticket_key,
    organizationId: row.organization_id,
    conversationId: row.conversation_id,
    contactId: row.contact_id,
    accountId: row.account_id,
    reason: row.reason,
    effectId: row.effect_id,
    since: row.since.toISOString(),
    zendeskTicketId: ticketId === null ? null : Number(ticketId),
    url: ticketId === null ? null : ticketUrl(row.url, ticketId),
  };
}
