import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JsonObject } from '../http/json';
import { Parameters, ParameterWarnings } from '../http/parameters';
import { jsonBody } from '../http/request-body';
import { callerOf } from '../http/request-context';
import { ticketUpdateBuckets } from '../rate-limits/buckets';
import { requestedTicket } from '../tickets/ticket-routes';
import { updateTags } from '../tickets/update-ticket';
import { tagNames } from './tag-names';

const KEYS: ReadonlySet<string> = new Set(['tags', 'updated_stamp', 'safe_update']);

type Change = (current: readonly string[], sent: readonly string[]) => string[];

/** The tags of a ticket. "POST = replace, PUT = add: several clients have it the wrong way round." */
export function registerTagRoutes(app: FastifyInstance): void {
  const path = '/api/v2/tickets/:id/tags';
  app.get(path, (request) => ({ tags: requestedTicket(request).tags }));
  app.post(path, async (request, reply) => {
    reply.code(201);
    return changeTags(request, reply, 'create', (_, sent) => [...sent]);
  });
  app.put(path, { config: { buckets: ticketUpdateBuckets } }, async (request, reply) =>
    changeTags(request, reply, 'update', (current, sent) => tagNames([...current, ...sent])),
  );
  app.delete(path, async (request, reply) =>
    changeTags(request, reply, 'destroy', (current, sent) => current.filter((tag) => !sent.includes(tag))),
  );
}

function changeTags(
  request: FastifyRequest,
  reply: FastifyReply,
  action: string,
  change: Change,
): JsonObject {
  const ticket = requestedTicket(request);
  const parameters = new Parameters(jsonBody(request), 'tags', KEYS, new ParameterWarnings());
  const tags = change(ticket.tags, tagNames(parameters.texts('tags') ?? []));
  const written = updateTags(request.account, callerOf(request), ticket, tags, parameters);
  const warning = parameters.warnings.header('tags', action);
  if (warning !== undefined) reply.header('x-zendesk-api-warn', warning);
  return { tags: written.ticket.tags };
}
