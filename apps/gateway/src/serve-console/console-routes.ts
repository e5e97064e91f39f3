import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { createLogger } from '@parley/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConsoleSettings } from './console-settings';
import { isEmbedded, pagePolicy } from './page-headers';

const PAGE = 'index.html';
/** What the page has where this answer's nonce belongs. */
const NONCE_PLACE = '__CSP_NONCE__';
/** Paths that are no pages, whatever a browser says that it would like. */
const NO_PAGES = /^\/(v1|docs|openapi\.json|oauth|auth|health|metrics|assets)(\/|$)/;
/** Files beside the page, like its icon, have names that stay the same. */
const FILE_MAX_AGE_MS = 3_600_000;

const logger = createLogger('serve-console');

/**
 * Serves the built console: what is in `assets/` for ever, since its names change with its content, and the page for every path that is
 * no route of the API, since the console has routes of its own. Without a built console there are no pages, and nothing is added.
 */
export async function addConsoleRoutes(server: FastifyInstance, settings: ConsoleSettings): Promise<void> {
  const { folder } = settings;
  const names = await readdir(folder).catch((): string[] => []);
  if (!names.includes(PAGE)) {
    logger.info({ folder }, 'there is no built console: gateway runs without pages');
    return;
  }
  const files = new Set(
    names.filter((name) => name !== PAGE && name.includes('.')).map((name) => `/${name}`),
  );
  await server.register(async (scope) => {
    await scope.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      index: false,
      immutable: true,
      maxAge: '365d',
      preCompressed: true,
    });
    scope.get('/*', async (request, reply) => {
      const path = pathOf(request);
      if (files.has(path)) return reply.sendFile(path, folder, { maxAge: FILE_MAX_AGE_MS, immutable: false });
      if (NO_PAGES.test(path) || !wantsPage(request)) {
        reply.callNotFound();
        return reply;
      }
      return sendPage(reply, path, settings);
    });
  });
}

async function sendPage(
  reply: FastifyReply,
  path: string,
  { folder, embedOrigins }: ConsoleSettings,
): Promise<FastifyReply> {
  const html = await readFile(join(folder, PAGE), 'utf8');
  const nonce = randomBytes(18).toString('base64');
  if (isEmbedded(path)) {
    // The page that signs in is a window of the embedded one and tells it so; and who may embed stands in the policy.
    reply.raw.removeHeader('x-frame-options');
    void reply.header('cross-origin-opener-policy', 'unsafe-none');
  }
  return reply
    .headers({
      'content-security-policy': pagePolicy(path, nonce, embedOrigins),
      'cache-control': 'no-cache',
    })
    .type('text/html; charset=utf-8')
    .send(html.replaceAll(NONCE_PLACE, nonce));
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? '/';
}

/** Browsers that open a page say that they take HTML; tools and scripts that have lost their way do not. */
function wantsPage({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/html') ?? false;
}
