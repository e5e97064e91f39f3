import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isJsonObject, textOf, type JsonObject } from '../http/json';
import { asId, Parameters, ParameterWarnings } from '../http/parameters';
import { pathId } from '../http/address-parameters';
import { bodyObject, jsonBody } from '../http/request-body';
import { callerOf } from '../http/request-context';
import { forbidden, recordNotFound } from '../http/zendesk-error';
import { userUpsertBuckets } from '../rate-limits/buckets';
import { ticketPage } from '../tickets/list-tickets';
import { mergeUsers } from './merge-users';
import { createUser, updateUser, USER_KEYS } from './save-user';
import type { User } from './user';
import { anonymousJson, userJson } from './user-json';

/** Users: who am I, create, create or update, show, update, merge, delete. Lists and searches are registered elsewhere. */
export function registerUserRoutes(app: FastifyInstance): void {
  app.get('/api/v2/users/me', { config: { access: 'anyone' } }, (request) => ({
    user:
      request.caller === undefined
        ? anonymousJson()
        : userJson(request.account, request.caller.user, request.baseUrl),
  }));
  app.post('/api/v2/users', async (request, reply) =>
    created(request, reply, createUser(request.account, userParameters(request, reply, 'create'))),
  );
  app.post(
    '/api/v2/users/create_or_update',
    { config: { buckets: (request) => userUpsertBuckets(request, existing(request)?.id) } },
    async (request, reply) => {
      const parameters = userParameters(request, reply, 'create_or_update');
      const user = existing(request);
      if (user === undefined) return created(request, reply, createUser(request.account, parameters));
      return {
        user: userJson(request.account, updateUser(request.account, user, parameters), request.baseUrl),
      };
    },
  );
  for (const path of ['/api/v2/users/create_many', '/api/v2/users/create_or_update_many']) {
    app.post(path, () => {
      throw forbidden();
    });
  }
  app.get('/api/v2/users/:id', (request) => ({
    user: userJson(request.account, requestedUser(request), request.baseUrl),
  }));
  app.put(
    '/api/v2/users/:id',
    { config: { buckets: (request) => userUpsertBuckets(request, pathId(request, 'users/update')) } },
    async (request, reply) => {
      const user = requestedUser(request);
      if (!user.active) throw recordNotFound();
      const updated = updateUser(request.account, user, userParameters(request, reply, 'update'));
      return { user: userJson(request.account, updated, request.baseUrl) };
    },
  );
  app.put('/api/v2/users/:id/merge', (request) => {
    const winner = request.account.users.find(asId(bodyObject(request, 'user', 'users/merge')['id']) ?? 0);
    if (winner === undefined || !winner.active) throw recordNotFound();
    mergeUsers(request.account, requestedUser(request), winner);
    return { user: userJson(request.account, winner, request.baseUrl) };
  });
  app.delete('/api/v2/users/:id', (request) => {
    const { account } = request;
    const user = requestedUser(request);
    if (user.id === callerOf(request).user.id) throw forbidden('You cannot delete yourself.');
    account.users.change(user, () => {
      user.active = false;
      user.updatedAt = account.now();
    });
    account.noteUser(user);
    return { user: userJson(account, user, request.baseUrl) };
  });
  app.get('/api/v2/users/:id/tickets/requested', (request) =>
    ticketPage(request, request.account.tickets.byRequester(requestedUser(request).id)),
  );
}

/**
 * The user that the path names. A deleted user is shown with `active: false`; what a merged one gives is a setting.
 *
 * @throws ZendeskError 404
 */
export function requestedUser(request: FastifyRequest): User {
  const user = request.account.users.find(pathId(request, 'users/show'));
  const hidden =
    user?.mergedIntoId !== null && request.account.state.settings.mergedUserReads === 'not-found';
  if (user === undefined || user.purged || hidden) throw recordNotFound();
  return user;
}

function userParameters(request: FastifyRequest, reply: FastifyReply, action: string): Parameters {
  const warnings = new ParameterWarnings();
  const parameters = new Parameters(
    bodyObject(request, 'user', `users/${action}`),
    'user',
    USER_KEYS,
    warnings,
  );
  const header = warnings.header('users', action);
  if (header !== undefined) reply.header('x-zendesk-api-warn', header);
  return parameters;
}

function created(request: FastifyRequest, reply: FastifyReply, user: User): JsonObject {
  const json = userJson(request.account, user, request.baseUrl);
  reply.code(201).header('location', json['url']);
  return { user: json };
}

/** "`create_or_update` matches on e-mail or `external_id`." */
function existing(request: FastifyRequest): User | undefined {
  const sent = jsonBody(request)['user'];
  if (!isJsonObject(sent)) return undefined;
  const { users } = request.account;
  const byEmail = typeof sent['email'] === 'string' ? users.findByEmail(sent['email'].trim()) : undefined;
  return byEmail ?? (sent['external_id'] ? users.findByExternalId(textOf(sent['external_id'])) : undefined);
}
