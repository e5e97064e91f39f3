import type { FastifyInstance } from 'fastify';
import { invalidEndpoint } from './zendesk-error';

/** Paths below the API that nobody serves: refused in Zendesk's words, and noted among the calls like any other. */
export function registerUnknownEndpoints(app: FastifyInstance): void {
  app.all('/api/v2/*', { config: { access: 'anyone' } }, () => {
    throw invalidEndpoint();
  });
}
