import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { JsonObject } from '../http/json';
import { pageOf, wantsCursor } from '../http/paging';
import { queryText } from '../http/address-parameters';
import { invalidPagination } from '../http/zendesk-error';
import { requestedTicket } from '../tickets/ticket-routes';
import { commentJson } from './comment-json';

/** The comments of a ticket, oldest first unless asked otherwise. */
export function registerCommentRoutes(app: FastifyInstance): void {
  app.get('/api/v2/tickets/:id/comments', (request) => listComments(request));
}

function listComments(request: FastifyRequest): JsonObject {
  const { account, baseUrl } = request;
  const ticket = requestedTicket(request);
  return pageOf(request, {
    name: 'comments',
    records: isDescending(request) ? ticket.comments.toReversed() : ticket.comments,
    keyOf: (comment) => String(comment.id),
    json: (comment) => commentJson(account, ticket, comment, baseUrl),
    endpoint: 'comments/index',
  });
}

/** "Cursor sort `created_at` or `-created_at`; offset variant takes `sort_order`." */
export function isDescending(request: FastifyRequest): boolean {
  if (!wantsCursor(request)) return queryText(request, 'sort_order') === 'desc';
  const sort = queryText(request, 'sort') ?? 'created_at';
  if (sort !== 'created_at' && sort !== '-created_at') {
    throw invalidPagination(
      'InvalidPaginationParameter',
      'Invalid sort parameter',
      `sort is not valid: ${sort}`,
    );
  }
  return sort.startsWith('-');
}
