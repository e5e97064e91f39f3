import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { auditJson } from '../audits/audit-json';
import type { JsonObject } from '../http/json';
import { Parameters, ParameterWarnings } from '../http/parameters';
import { pathId, queryList } from '../http/address-parameters';
import { bodyObject } from '../http/request-body';
import { callerOf } from '../http/request-context';
import { badRequest, recordNotFound } from '../http/zendesk-error';
import {
  ticketCreateBuckets,
  ticketDeletionBuckets,
  ticketListBuckets,
  ticketUpdateBuckets,
} from '../rate-limits/buckets';
import { createTicket, type TicketWritten } from './create-ticket';
import { deleteTicket } from './deleted-tickets';
import { listTickets } from './list-tickets';
import type { Ticket } from './ticket';
import { ticketJson } from './ticket-json';
import { CREATE_KEYS, UPDATE_KEYS } from './ticket-parameters';
import { updateTicket } from './update-ticket';

const MAX_SHOW_MANY = 100;

/** Tickets: create, list, show, update, delete. */
export function registerTicketRoutes(app: FastifyInstance): void {
  app.post('/api/v2/tickets', { config: { buckets: ticketCreateBuckets } }, create);
  app.get('/api/v2/tickets', { config: { buckets: ticketListBuckets } }, (request) => listTickets(request));
  app.get('/api/v2/tickets/show_many', (request) => showMany(request));
  app.get('/api/v2/tickets/:id', (request) => {
    const ticket = requestedTicket(request);
    return { ticket: ticketJson(request.account, ticket, request.baseUrl) };
  });
  app.put('/api/v2/tickets/:id', { config: { buckets: ticketUpdateBuckets } }, async (request, reply) => {
    const ticket = requestedTicket(request);
    const parameters = ticketParameters(request, UPDATE_KEYS, 'update');
    const written = updateTicket(request.account, callerOf(request), ticket, parameters);
    warn(reply, parameters, 'update');
    return writtenJson(request, written);
  });
  app.delete(
    '/api/v2/tickets/:id',
    { config: { buckets: ticketDeletionBuckets } },
    async (request, reply) => {
      deleteTicket(request.account, requestedTicket(request), callerOf(request).user);
      return reply.code(204).send();
    },
  );
}

/**
 * The ticket that the path names.
 *
 * @throws ZendeskError 404 when it does not exist or was deleted
 */
export function requestedTicket(request: FastifyRequest, name = 'id'): Ticket {
  const ticket = request.account.tickets.findLive(pathId(request, 'tickets/show', name));
  if (ticket === undefined) throw recordNotFound();
  return ticket;
}

/** Creates a ticket, once per `Idempotency-Key`: the only call of Zendesk that has one. */
async function create(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { account } = request;
  const caller = callerOf(request);
  const key = idempotencyKey(request);
  const parameters = ticketParameters(request, CREATE_KEYS, 'create');
  const sent = bodyObject(request, 'ticket', 'tickets/create');
  const stored =
    key === undefined ? undefined : account.idempotency.find(caller.user.id, key, sent, account.now());
  reply.code(201).type('application/json; charset=utf-8');
  if (stored !== undefined) {
    return reply.headers({ location: stored.location, 'x-idempotency-lookup': 'hit' }).send(stored.body);
  }
  const written = createTicket(account, caller, parameters);
  const location = `${request.baseUrl}/api/v2/tickets/${written.ticket.id}.json`;
  const body = JSON.stringify(createdJson(request, written));
  if (key !== undefined) {
    const expiresAt = account.now() + account.state.settings.idempotencyKeyMinutes * 60_000;
    account.idempotency.keep(caller.user.id, key, sent, { location, body, expiresAt });
    reply.header('x-idempotency-lookup', 'miss');
  }
  warn(reply, parameters, 'create');
  return reply.header('location', location).send(body);
}

function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return undefined;
  if (key.length > 255) throw badRequest('IdempotentRequestError', 'The idempotency key is too long');
  return key;
}

function ticketParameters(request: FastifyRequest, keys: ReadonlySet<string>, action: string): Parameters {
  return new Parameters(
    bodyObject(request, 'ticket', `tickets/${action}`),
    'ticket',
    keys,
    new ParameterWarnings(),
  );
}

function warn(reply: FastifyReply, parameters: Parameters, action: string): void {
  const header = parameters.warnings.header('tickets', action);
  if (header !== undefined) reply.header('x-zendesk-api-warn', header);
}

function writtenJson(request: FastifyRequest, { ticket, audit }: TicketWritten): JsonObject {
  const { account, baseUrl } = request;
  return { ticket: ticketJson(account, ticket, baseUrl), audit: auditJson(account, ticket, audit, baseUrl) };
}

/** "`generated_timestamp` was 0 in the create reply." */
function createdJson(request: FastifyRequest, written: TicketWritten): JsonObject {
  const { account, baseUrl } = request;
  return {
    ...writtenJson(request, written),
    ticket: { ...ticketJson(account, written.ticket, baseUrl), generated_timestamp: 0 },
  };
}

function showMany(request: FastifyRequest): JsonObject {
  const ids = queryList(request, 'ids') ?? [];
  if (ids.length > MAX_SHOW_MANY) {
    const description = `Parameter ids cannot specify more than ${MAX_SHOW_MANY} values`;
    throw badRequest('TooManyValues', description, { max_count: MAX_SHOW_MANY });
  }
  const tickets = ids
    .map((id) => request.account.tickets.findLive(Number(id)))
    .filter((ticket) => ticket !== undefined);
  return {
    tickets: tickets.map((ticket) => ticketJson(request.account, ticket, request.baseUrl)),
    count: tickets.length,
    next_page: null,
    previous_page: null,
  };
}
