import type { FastifyInstance, FastifyRequest } from 'fastify';
import { textOf, type JsonObject } from '../http/json';
import { bodyBytes, jsonBody } from '../http/request-body';
import type { AccessToken } from '../authentication/access-token';
import { grantToken, type TokenRequest } from './token-grants';

/** `POST /oauth/tokens`, which stands beside the API, not below it. "Docs say JSON; form encoding works too." */
export function registerTokenEndpoint(app: FastifyInstance): void {
  app.post('/oauth/tokens', { config: { access: 'anyone' } }, (request) =>
    grantJson(grantToken(request.account, tokenRequest(request))),
  );
}

function tokenRequest(request: FastifyRequest): TokenRequest {
  if (/json/i.test(request.headers['content-type'] ?? '')) {
    return Object.fromEntries(
      Object.entries(jsonBody(request)).map(([name, value]) => [name, textOf(value)]),
    );
  }
  return Object.fromEntries(new URLSearchParams(bodyBytes(request).toString('utf8')));
}

function grantJson(token: AccessToken): JsonObject {
  const seconds = (until: number | null): number | null =>
    until === null ? null : Math.round((until - token.createdAt) / 1000);
  return {
    access_token: token.token,
    refresh_token: token.refreshToken,
    token_type: 'bearer',
    scope: token.scopes.join(' '),
    expires_in: seconds(token.expiresAt),
    refresh_token_expires_in: seconds(token.refreshExpiresAt),
  };
}
