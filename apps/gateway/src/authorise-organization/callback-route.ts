import { createLogger } from '@parley/platform';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { ApiRouteDefinition } from '../http-edge/api-route';
import { queryOf, sendPlainPage } from '../http-edge/plain-page';
import type { AuthoriseOrganization } from './authorise-organization';
import { callbackPage } from './callback-page';
import { CALLBACK_PATH } from './oauth-settings';

/** The route, for the document; it answers with a page, so it stands beside Nest's own routes. */
export const CALLBACK_ROUTE: ApiRouteDefinition = {
  method: 'GET',
  path: CALLBACK_PATH,
  operation: 'comeBackFromZendesk',
  tag: 'Organizations',
  summary: 'The page for whoever comes back from Zendesk after letting Parley in, or not',
  description: 'Known by the `state` of its link, which works once and for ten minutes.',
  access: [],
  status: 200,
  response: Type.String(),
  responseType: 'text/html',
};

const logger = createLogger('authorise-organization');

/**
 * Where Zendesk sends browsers back to. Open to everybody: the attempt's `state` is what it knows them by. The address has a code in it,
 * so it is neither logged nor given on to other pages.
 */
export function addCallbackRoute(
  server: FastifyInstance,
  authorising: Pick<AuthoriseOrganization, 'finish'>,
): void {
  server.get(CALLBACK_PATH, { logLevel: 'silent' }, async (request, reply) => {
    const outcome = await authorising.finish(queryOf(request));
    logger.info({ kind: outcome.kind }, 'somebody came back from Zendesk');
    return sendPlainPage(reply, callbackPage(outcome));
  });
}
