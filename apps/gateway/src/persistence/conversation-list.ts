import type { ConversationState, ConversationSummary } from '@parley/contracts';
import type { Database } from '@parley/platform';
import type {
  ConversationFilter,
  ConversationPlace,
  TicketsByConversation,
} from '../explain-conversation/conversation-store';
import { ticketsOf } from './ticket-views';

/** A row of `conversation`. */
export interface ConversationRow {
  readonly id: string;
  readonly account_id: string | null;
  readonly contact_id: string;
  readonly organization_id: string | null;
  readonly state: ConversationState;
  readonly reason: string | null;
  readonly closed: boolean;
  readonly last_seen_at: Date;
}

/** Columns of {@link ConversationRow}. */
export const CONVERSATION_COLUMNS =
  'id, account_id, contact_id, organization_id, state, reason, closed, last_seen_at';

/**
 * A page of conversations, newest activity first; where the beginning of an id is asked for, by id, because the newest of them may lie
 * anywhere. Only the conditions that were asked for are in the statement, so that
 * each uses its index.
 */
export async function listConversations(
  database: Pick<Database, 'query'>,
  filter: ConversationFilter,
  limit: number,
  after: ConversationPlace | undefined,
): Promise<readonly ConversationSummary[]> {
  const parameters: unknown[] = [];
  const value = (parameter: unknown): string => `$${parameters.push(parameter)}`;
  const conditions = Object.entries(CONDITIONS).flatMap(([name, condition]) => {
    const wanted = filter[name as keyof ConversationFilter];
    return wanted === undefined
      ? []
      : [condition(value(name === 'q' ? `${escapeLike(String(wanted))}%` : wanted))];
  });
  const byId = filter.q !== undefined;
  if (after !== undefined) {
    conditions.push(
      byId
        ? `${ID_TEXT} > ${value(after.id)}`
        : `(last_seen_at, id) < (${value(after.lastEventAt)}::timestamptz, ${value(after.id)})`,
    );
  }
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  const rows = await database.query<ConversationRow>(
    `select ${CONVERSATION_COLUMNS} from conversation ${where}
     order by ${byId ? ID_TEXT : 'last_seen_at desc, id desc'} limit ${value(limit)}`,
    parameters,
  );
  const tickets = await ticketsOf(
    database,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => summaryOf(row, tickets));
}

/** Byte by byte, so that one index finds a beginning and gives the order. */
const ID_TEXT = 'id collate "C"';

const CONDITIONS: Readonly<Record<keyof ConversationFilter, (parameter: string) => string>> = {
  organizationId: (parameter) => `organization_id = ${parameter}`,
  accountId: (parameter) => `account_id = ${parameter}`,
  state: (parameter) => `state = ${parameter}`,
  reason: (parameter) => `reason = ${parameter}`,
  ticket: (parameter) => `id in (select conversation_id from ticket where zendesk_ticket_id = ${parameter})`,
  contactId: (parameter) => `contact_id = ${parameter}`,
  q: (parameter) => `${ID_TEXT} like ${parameter}`,
};

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** The conversation in a row, with its tickets. */
export function summaryOf(row: ConversationRow, tickets: TicketsByConversation): ConversationSummary {
  return {
    id: row.id,
    accountId: row.account_id,
    contactId: row.contact_id,
    organizationId: row.organization_id,
    state: row.state,
    reason: row.reason,
    closed: row.closed,
    lastEventAt: row.last_seen_at.toISOString(),
    tickets: [...(tickets.get(row.id) ?? [])],
  };
}
