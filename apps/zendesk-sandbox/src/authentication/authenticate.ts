import type { FastifyRequest } from 'fastify';
import { bearerToken, type Access } from '../http/request-context';
import { forbidden, invalidToken, notAuthenticated } from '../http/zendesk-error';
import type { AccessToken } from './access-token';
import type { Caller } from './caller';

/**
 * Who makes the call. Undefined without credentials, and with a wrong password, which `users/me` answers as if there were none.
 *
 * @throws ZendeskError 401 for a bearer token that is expired, revoked or unknown, and for any API token
 */
export function authenticate(request: FastifyRequest): Caller | undefined {
  const header = request.headers.authorization ?? '';
  if (/^Basic\s/i.test(header) && isApiToken(header)) throw notAuthenticated();
  if (!/^Bearer\s/i.test(header)) return undefined;
  const { account } = request;
  const token = account.tokens.find(bearerToken(request) ?? '', account.now());
  const user = account.users.find(token?.userId ?? 0);
  if (token === undefined || user === undefined || !user.active || user.suspended) throw invalidToken();
  token.usedAt = account.now();
  return { user, token, client: request.headers['user-agent'] ?? '' };
}

/**
 * Lets a caller pass who may use the route.
 *
 * @throws ZendeskError 401 without credentials, 403 for a scope or role that does not suffice
 */
export function checkAccess(request: FastifyRequest, access: Access): void {
  if (access === 'anyone') return;
  if (request.caller === undefined) throw notAuthenticated();
  const { token, user } = request.caller;
  if (!hasScope(token, request.method, request.url)) throw forbidden();
  if (access === 'agent' && user.role === 'end-user') throw forbidden();
}

function hasScope(token: AccessToken, method: string, path: string): boolean {
  const action = method === 'GET' || method === 'HEAD' ? 'read' : 'write';
  const resource = /^\/api\/v2\/([a-z_]+)/.exec(path)?.[1] ?? '';
  return token.scopes.includes(action) || token.scopes.includes(`${resource}:${action}`);
}

/** `Basic` with the name `<email>/token`: Zendesk's older API tokens, which the sandbox does not have. */
function isApiToken(header: string): boolean {
  return /\/token:/.test(Buffer.from(header.slice(6).trim(), 'base64').toString('utf8'));
}
