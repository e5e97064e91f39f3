import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { JsonObject } from '../http/json';
import { pathId } from '../http/address-parameters';
import { callerOf } from '../http/request-context';
import { optionalTimestamp, timestamp } from '../http/timestamps';
import { forbidden, recordNotFound } from '../http/zendesk-error';
import type { AccessToken } from './access-token';

/** Looking at and revoking access tokens. */
export function registerTokenRoutes(app: FastifyInstance): void {
  app.get('/api/v2/oauth/tokens/current', { config: { access: 'user' } }, (request) => ({
    token: tokenJson(callerOf(request).token, request.baseUrl),
  }));
  app.delete('/api/v2/oauth/tokens/current', { config: { access: 'user' } }, async (request, reply) => {
    request.account.tokens.revoke(callerOf(request).token);
    return reply.code(204).send();
  });
  app.get('/api/v2/oauth/tokens', (request) => ({
    tokens: ownTokens(request).map((token) => tokenJson(token, request.baseUrl)),
  }));
  app.delete('/api/v2/oauth/tokens/:id', async (request, reply) => {
    const id = pathId(request, 'oauth/tokens/destroy');
    const token = ownTokens(request).find((candidate) => candidate.id === id);
    if (token === undefined) throw recordNotFound();
    request.account.tokens.revoke(token);
    return reply.code(204).send();
  });
}

/** Administrators see every token, others their own. */
function ownTokens(request: FastifyRequest): AccessToken[] {
  const { user } = callerOf(request);
  if (user.role === 'end-user') throw forbidden();
  return request.account.tokens.all().filter((token) => user.role === 'admin' || token.userId === user.id);
}

/** "`token` (first characters only)." */
function tokenJson(token: AccessToken, baseUrl: string): JsonObject {
  return {
    url: `${baseUrl}/api/v2/oauth/tokens/${token.id}.json`,
    id: token.id,
    user_id: token.userId,
    client_id: token.clientId,
    token: token.token.slice(0, 10),
    scopes: [...token.scopes],
    created_at: timestamp(token.createdAt),
    used_at: optionalTimestamp(token.usedAt),
    expires_at: optionalTimestamp(token.expiresAt),
    refresh_token_expires_at: optionalTimestamp(token.refreshExpiresAt),
  };
}
