import type { FastifyInstance } from 'fastify';
import { isDescending } from '../comments/comment-routes';
import { pageOf } from '../http/paging';
import { pathId } from '../http/address-parameters';
import { recordNotFound } from '../http/zendesk-error';
import { requestedTicket } from '../tickets/ticket-routes';
import { auditJson } from './audit-json';

/** The audits of a ticket: every update with its events and the caller's metadata. */
export function registerAuditRoutes(app: FastifyInstance): void {
  app.get('/api/v2/tickets/:id/audits', (request) => {
    const { account, baseUrl } = request;
    const ticket = requestedTicket(request);
    return pageOf(request, {
      name: 'audits',
      records: isDescending(request) ? ticket.audits.toReversed() : ticket.audits,
      keyOf: (audit) => String(audit.id),
      json: (audit) => auditJson(account, ticket, audit, baseUrl),
      endpoint: 'audits/index',
    });
  });
  app.get('/api/v2/tickets/:id/audits/:auditId', (request) => {
    const ticket = requestedTicket(request);
    const id = pathId(request, 'audits/show', 'auditId');
    const audit = ticket.audits.find((candidate) => candidate.id === id);
    if (audit === undefined) throw recordNotFound();
    return { audit: auditJson(request.account, ticket, audit, request.baseUrl) };
  });
}
