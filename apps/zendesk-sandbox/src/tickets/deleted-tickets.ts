import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callerOf } from '../http/request-context';
import type { JsonObject } from '../http/json';
import { pageOf } from '../http/paging';
import { pathId } from '../http/address-parameters';
import { timestamp } from '../http/timestamps';
import { recordNotFound } from '../http/zendesk-error';
import { completedJob, jobJson } from '../jobs/jobs';
import type { User } from '../users/user';
import type { Account } from '../world/account';
import type { Ticket } from './ticket';

/** "Restorable for 30 days." */
const RESTORABLE_MS = 30 * 24 * 3_600_000;

/** Deletes a ticket softly: reads by id answer 404 from now on, search forgets it after the index lag. */
export function deleteTicket(account: Account, ticket: Ticket, user: User): void {
  ticket.deletion = { at: account.now(), byUserId: user.id, previousStatus: ticket.status };
  account.noteTicket(ticket);
}

/** Deleted tickets: list, restore, delete for good. */
export function registerDeletedTicketRoutes(app: FastifyInstance): void {
  app.get('/api/v2/deleted_tickets', (request) => {
    const records = [...request.account.tickets.all()].filter((ticket) =>
      isRestorable(request.account, ticket),
    );
    return pageOf(request, {
      name: 'deleted_tickets',
      records,
      keyOf: (ticket) => String(ticket.id),
      json: (ticket) => deletedJson(request.account, ticket),
      endpoint: 'deleted_tickets/index',
    });
  });
  app.put('/api/v2/deleted_tickets/:id/restore', (request) => {
    const ticket = deletedTicket(request);
    ticket.deletion = null;
    request.account.noteTicket(ticket);
    return {};
  });
  app.delete('/api/v2/deleted_tickets/:id', (request) => {
    callerOf(request);
    const ticket = deletedTicket(request);
    request.account.tickets.purge(ticket);
    return {
      job_status: jobJson(
        completedJob(request.account, [{ id: ticket.id, success: true }]),
        request.baseUrl,
        'queued',
      ),
    };
  });
}

function deletedTicket(request: FastifyRequest): Ticket {
  const ticket = request.account.tickets.find(pathId(request, 'deleted_tickets/restore'));
  if (ticket === undefined || !isRestorable(request.account, ticket)) throw recordNotFound();
  return ticket;
}

function isRestorable(account: Account, ticket: Ticket): boolean {
  return ticket.deletion !== null && account.now() - ticket.deletion.at < RESTORABLE_MS;
}

function deletedJson(account: Account, ticket: Ticket): JsonObject {
  const actor = account.users.find(ticket.deletion?.byUserId ?? 0);
  return {
    id: ticket.id,
    subject: ticket.subject,
    description: ticket.comments[0]?.plainBody ?? '',
    actor: { id: actor?.id ?? null, name: actor?.name ?? null },
    deleted_at: timestamp(ticket.deletion?.at ?? 0),
    previous_state: ticket.deletion?.previousStatus ?? null,
  };
}
