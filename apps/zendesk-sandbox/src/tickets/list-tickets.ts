import type { FastifyRequest } from 'fastify';
import type { JsonObject } from '../http/json';
import { pageOf, wantsCursor } from '../http/paging';
import { queryText } from '../http/address-parameters';
import { invalidPagination } from '../http/zendesk-error';
import { STATUSES, type Ticket } from './ticket';
import { ticketJson } from './ticket-json';

type Order = (one: Ticket, other: Ticket) => number;

const ORDERS: Readonly<Record<string, Order>> = {
  id: (one, other) => one.id - other.id,
  created_at: (one, other) => one.createdAt - other.createdAt || one.id - other.id,
  updated_at: (one, other) => one.updatedAt - other.updatedAt || one.id - other.id,
  status: (one, other) => STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status) || one.id - other.id,
};

/** "Ticket cursor sorts: `updated_at, id, status` (and `-` forms)." */
const CURSOR_SORTS = new Set(['updated_at', 'id', 'status']);

/** All tickets, or those with an external id; archived ones are left out, as Zendesk does. */
export function listTickets(request: FastifyRequest): JsonObject {
  const externalId = queryText(request, 'external_id');
  const { tickets } = request.account;
  return ticketPage(
    request,
    externalId === undefined ? [...tickets.all()] : tickets.byExternalId(externalId),
  );
}

/** Those of the tickets that lists show, in the order and page that was asked for. */
export function ticketPage(request: FastifyRequest, tickets: readonly Ticket[]): JsonObject {
  const { account, baseUrl } = request;
  const listed = tickets.filter((ticket) => ticket.deletion === null && ticket.archivedAt === null);
  return pageOf(request, {
    name: 'tickets',
    records: sorted(request, listed),
    keyOf: (ticket) => String(ticket.id),
    json: (ticket) => ticketJson(account, ticket, baseUrl),
    endpoint: 'tickets/index',
  });
}

/** "Bad sort with cursor: 400 `InvalidPaginationParameter`; `sort_by` together with `page[size]` is ignored without a word." */
function sorted(request: FastifyRequest, tickets: readonly Ticket[]): readonly Ticket[] {
  if (!wantsCursor(request)) {
    const order = ORDERS[queryText(request, 'sort_by') ?? 'id'] ?? ORDERS['id'];
    return directed(tickets, order, queryText(request, 'sort_order') === 'desc');
  }
  const sort = queryText(request, 'sort') ?? 'id';
  const name = sort.replace(/^-/, '');
  if (!CURSOR_SORTS.has(name)) {
    throw invalidPagination(
      'InvalidPaginationParameter',
      'Invalid sort parameter',
      `sort is not valid: ${sort}`,
    );
  }
  return directed(tickets, ORDERS[name], sort.startsWith('-'));
}

/** Tickets come in order of id already, which is what most lists ask for. */
function directed(
  tickets: readonly Ticket[],
  order: Order | undefined,
  descending: boolean,
): readonly Ticket[] {
  const ascending = order === undefined || order === ORDERS['id'] ? tickets : tickets.toSorted(order);
  return descending ? ascending.toReversed() : ascending;
}
