import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SafeHtml } from '../agent-page/html';
import { sendPage } from '../agent-page/send-page';
import { addressOf } from '../http/account-address';
import { isRecord } from '../http/records';
import { isAgent } from '../users/user';
import { readAuthorizationRequest, redirectWith, type AuthorizationRequest } from './authorization-request';
import { consentPage, refusedPage } from './consent-page';
import { CODE_LIFE_MS } from './oauth-client';

/** The pages of the authorization code flow, in the browser of the user who is asked. */
export function registerAuthorizationRoutes(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    },
  );
  app.get('/oauth/authorizations/new', (request, reply) => {
    const asked = readAuthorizationRequest(request.account, queryOf(request));
    if ('error' in asked) return refuse(request, reply, asked);
    const consent = consentPage(
      request.account,
      addressOf(request.raw).prefix,
      asked,
      queryOf(request).toString(),
    );
    return sendPage(reply, consent, new URL(asked.redirectUri).origin);
  });
  app.post('/oauth/authorizations', (request, reply) => {
    const asked = readAuthorizationRequest(request.account, queryOf(request));
    if ('error' in asked) return refuse(request, reply, asked);
    return reply.redirect(decide(request, asked), 302);
  });
}

/** "Success: redirect with `code` (+ `state`). Denial: redirect with `error=access_denied` and `error_description`." */
function decide(request: FastifyRequest, asked: AuthorizationRequest): string {
  const { account, body } = request;
  const user = account.users.find(Number(isRecord(body) ? body['user_id'] : 0));
  const allowed =
    isRecord(body) && body['decision'] === 'allow' && user !== undefined && user.active && isAgent(user);
  if (!allowed) {
    return redirectWith(asked, {
      error: 'access_denied',
      error_description: 'The end-user or authorization server denied the request.',
    });
  }
  const code = randomBytes(32).toString('hex');
  account.state.authorizationCodes.set(code, {
    code,
    clientId: asked.client.id,
    userId: user.id,
    redirectUri: asked.redirectUri,
    scopes: asked.scopes,
    challenge: asked.challenge,
    expiresAt: account.now() + CODE_LIFE_MS,
  });
  return redirectWith(asked, { code });
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Parameters<typeof refusedPage>[2],
): FastifyReply {
  const page: SafeHtml = refusedPage(request.account, addressOf(request.raw).prefix, refused);
  return sendPage(reply.code(400), page);
}

function queryOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(request.url.split('?')[1] ?? '');
}
