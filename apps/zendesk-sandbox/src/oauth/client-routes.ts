import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { JsonObject } from '../http/json';
import { Parameters, ParameterWarnings } from '../http/parameters';
import { pathId } from '../http/address-parameters';
import { bodyObject } from '../http/request-body';
import { callerOf } from '../http/request-context';
import { timestamp } from '../http/timestamps';
import { forbidden, recordInvalid, recordNotFound } from '../http/zendesk-error';
import { isAllowedRedirectUri, scopesOf, type OAuthClient } from './oauth-client';

const KEYS: ReadonlySet<string> = new Set([
  'name',
  'identifier',
  'kind',
  'redirect_uri',
  'scopes',
  'company',
  'description',
  'global',
  'user_id',
]);

/** The clients that may ask for access; administrators register them. */
export function registerOAuthClientRoutes(app: FastifyInstance): void {
  const path = '/api/v2/oauth/clients';
  app.get(path, (request) => {
    allowAdministrators(request);
    return {
      clients: [...request.account.state.oauthClients.values()].map((client) =>
        clientJson(client, request.baseUrl),
      ),
    };
  });
  app.post(path, (request, reply) => {
    allowAdministrators(request);
    const client = register(request);
    reply.code(201);
    return { client: { ...clientJson(client, request.baseUrl), secret: client.secret } };
  });
  app.delete(`${path}/:id`, (request, reply) => {
    allowAdministrators(request);
    const id = pathId(request, 'oauth/clients/destroy');
    if (!request.account.state.oauthClients.delete(id)) throw recordNotFound();
    for (const token of request.account.tokens.all())
      if (token.clientId === id) request.account.tokens.revoke(token);
    return reply.code(204).send();
  });
}

function register(request: FastifyRequest): OAuthClient {
  const { account } = request;
  const parameters = new Parameters(
    bodyObject(request, 'client', 'oauth/clients/create'),
    'client',
    KEYS,
    new ParameterWarnings(),
  );
  const name = parameters.text('name')?.trim() ?? '';
  const identifier = parameters.text('identifier')?.trim() ?? '';
  const redirectUris = parameters.texts('redirect_uri') ?? [];
  if (name === '') throw recordInvalid('name', { description: 'Name: cannot be blank', error: 'BlankValue' });
  if (
    identifier === '' ||
    [...account.state.oauthClients.values()].some((client) => client.identifier === identifier)
  ) {
    throw recordInvalid('identifier', {
      description: 'Identifier: has already been taken or is blank',
      error: 'DuplicateValue',
    });
  }
  if (!redirectUris.every(isAllowedRedirectUri)) {
    throw recordInvalid('redirect_uri', {
      description: 'Redirect URLs must use https, or be on localhost',
      error: 'InvalidValue',
    });
  }
  const kind = parameters.text('kind') === 'public' ? 'public' : 'confidential';
  const client: OAuthClient = {
    id: account.nextId(),
    identifier,
    name,
    kind,
    secret: kind === 'public' ? null : randomBytes(32).toString('hex'),
    redirectUris,
    scopes: (parameters.texts('scopes') ?? ['read write impersonate']).flatMap(scopesOf),
    createdAt: account.now(),
  };
  account.state.oauthClients.set(client.id, client);
  return client;
}

/** "Secret shown once": at the creation; later its beginning only. */
function clientJson(client: OAuthClient, baseUrl: string): JsonObject {
  return {
    url: `${baseUrl}/api/v2/oauth/clients/${client.id}.json`,
    id: client.id,
    name: client.name,
    identifier: client.identifier,
    kind: client.kind,
    redirect_uri: [...client.redirectUris],
    secret: client.secret?.slice(0, 10) ?? null,
    scopes: [...client.scopes],
    global: false,
    created_at: timestamp(client.createdAt),
  };
}

function allowAdministrators(request: FastifyRequest): void {
  if (callerOf(request).user.role !== 'admin') throw forbidden();
}
