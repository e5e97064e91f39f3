import type { FastifyInstance, FastifyReply } from 'fastify';
import { isRecord } from './records';
import { invalidEndpoint, ZendeskError } from './zendesk-error';

/** Answers every refusal in Zendesk's own words; anything unforeseen is a 500 that is printed. */
export function registerErrorReplies(app: FastifyInstance): void {
  app.setNotFoundHandler((_request, reply) => sendError(reply, invalidEndpoint()));
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof ZendeskError) return sendError(reply, error);
    const refused = asRefusal(error);
    if (refused !== undefined) return sendError(reply, refused);
    console.error(`${request.method} ${request.url} failed`, error);
    return sendError(
      reply,
      new ZendeskError(500, { error: 'InternalServerError', description: 'Internal Server Error' }),
    );
  });
}

function sendError(reply: FastifyReply, error: ZendeskError): FastifyReply {
  reply.code(error.status);
  if (typeof error.body === 'string') reply.type('text/plain; charset=utf-8');
  return reply.headers(error.headers).send(error.body);
}

/** What Fastify itself refuses: bodies that are too large, or do not fit the schema of a control route. */
function asRefusal(error: unknown): ZendeskError | undefined {
  if (!isRecord(error) || typeof error['statusCode'] !== 'number' || error['statusCode'] >= 500)
    return undefined;
  const description = typeof error['message'] === 'string' ? error['message'] : 'Bad request';
  return new ZendeskError(error['statusCode'], {
    error: error['statusCode'] === 413 ? 'RequestEntityTooLarge' : 'BadRequest',
    description,
  });
}
