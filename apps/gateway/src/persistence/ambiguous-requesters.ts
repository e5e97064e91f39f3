import type { Database } from '@parley/platform';
import type { AmbiguousRequesters, RequesterOfTicket } from '../choose-customer/ambiguous-requesters';
import type { ParkedFilter, ParkedTicket } from '../error-desk/parked-store';
import { candidatesOf, readIds } from './candidates';
import { ticketUrl } from './ticket-views';

const AMBIGUOUS = 'customer-ambiguous';

interface WaitingRow {
  readonly ticket_key: string;
  readonly organization_id: string;
  readonly conversation_id: string;
  readonly contact_id: string;
  readonly account_id: string | null;
  readonly since: Date;
  readonly candidates: string | null;
  readonly zendesk_ticket_id: string | null;
  readonly url: string | null;
}

interface RequesterRow {
  readonly organization_id: string;
  readonly contact_id: string;
  readonly requester_key: string;
  readonly reason: string | null;
  readonly candidates: string | null;
}

/** Tickets whose customer is ambiguous, from the read model. */
export class PostgresAmbiguousRequesters implements AmbiguousRequesters {
  constructor(private readonly database: Database) {}

  async list(
    { organizationId, reason, parkedBefore }: ParkedFilter,
    limit: number,
    after?: { readonly since: string; readonly id: string },
  ): Promise<readonly ParkedTicket[]> {
    if (reason !== undefined && reason !== AMBIGUOUS) return [];
    const rows = await this.database.query<WaitingRow>(
      `select t.ticket_key, t.organization_id, t.conversation_id, c.contact_id, c.account_id, u.since, u.candidates,
         w.zendesk_ticket_id, o.url
       from customer u
       join sync_target t on t.organization_id = u.organization_id and t.requester_key = u.requester_key
       join conversation c on c.id = t.conversation_id
       left join lateral (
         select zendesk_ticket_id from ticket where ticket_key = t.ticket_key order by generation desc limit 1) w on true
       left join organization o on o.id::text = t.organization_id
       where u.reason = '${AMBIGUOUS}' and ($2::text is null or u.organization_id = $2)
         and ($5::timestamptz is null or u.since < $5)
         and ($3::timestamptz is null or (u.since, t.ticket_key) > ($3::timestamptz, $4::uuid))
       order by u.since, t.ticket_key limit $1`,
      [limit, organizationId ?? null, after?.since ?? null, after?.id ?? null, parkedBefore ?? null],
    );
    return rows.map(waitingOf);
  }

  async find(ticketKey: string): Promise<RequesterOfTicket | undefined> {
    const [row] = await this.database.query<RequesterRow>(
      `select t.organization_id, c.contact_id, t.requester_key, u.reason, u.candidates from sync_target t
       join conversation c on c.id = t.conversation_id
       left join customer u on u.organization_id = t.organization_id and u.requester_key = t.requester_key
       where t.ticket_key = $1`,
      [ticketKey],
    );
    if (row === undefined) return undefined;
    const { organization_id, contact_id, requester_key, reason, candidates } = row;
    return {
      organizationId: organization_id,
      contactId: contact_id,
      requesterKey: requester_key,
      reason,
      candidates: readIds(candidates),
    };
  }
}

function waitingOf(row: WaitingRow): ParkedTicket {
  const { zendesk_ticket_id: ticketId } = row;
  return {
    id: row.ticket_key,
    organizationId: row.organization_id,
    conversationId: row.conversation_id,
    contactId: row.contact_id,
    accountId: row.account_id,
    reason: AMBIGUOUS,
    // Letting it go is no way out: without a requester there is no call to skip.
    effectId: null,
    since: row.since.toISOString(),
    zendeskTicketId: ticketId === null ? null : Number(ticketId),
    url: ticketId === null ? null : ticketUrl(row.url, ticketId),
    candidates: candidatesOf(row.candidates, row.url),
  };
}
