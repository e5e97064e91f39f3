import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import type { OpenApiDocument } from './open-api';

/** Where the page for people is. */
export const DOCS_PATH = '/docs';

/** Adds `/openapi.json` and the page that shows it. Everything the page needs comes from here: it works without the internet. */
export async function addDocsRoutes(server: FastifyInstance, document: OpenApiDocument): Promise<void> {
  const json = JSON.stringify(document);
  server.get('/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(json));
  await server.register(async (scope) => {
    await scope.register(swagger, { mode: 'static', specification: { document } });
    await scope.register(swaggerUi, {
      routePrefix: DOCS_PATH,
      staticCSP: true,
      transformStaticCSP: fromHereAlone,
      uiConfig: { docExpansion: 'list', deepLinking: true, tryItOutEnabled: false },
    });
  });
}

/** The page's own policy allows other hosts and asks for https even where there is none. It needs neither. */
function fromHereAlone(policy: string): string {
  return policy.replace(/ (https:|validator\.swagger\.io)/g, '').replace(/\s*upgrade-insecure-requests;/, '');
}
