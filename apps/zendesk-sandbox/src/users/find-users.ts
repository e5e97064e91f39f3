import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { JsonObject } from '../http/json';
import { pageOf } from '../http/paging';
import { pathId, queryList, queryText } from '../http/address-parameters';
import { timestamp } from '../http/timestamps';
import { badRequest, recordNotFound } from '../http/zendesk-error';
import type { User } from './user';
import { userJson } from './user-json';

const MAX_SHOW_MANY = 100;

/** Lists of users that Zendesk answers from its database, and deleted users. */
export function registerUserListRoutes(app: FastifyInstance): void {
  app.get('/api/v2/users', (request) => listUsers(request));
  app.get('/api/v2/users/show_many', (request) => showMany(request));
  app.get('/api/v2/deleted_users', (request) =>
    page(
      request,
      'deleted_users',
      [...request.account.users.all()].filter((user) => !user.active && !user.purged),
    ),
  );
  app.get('/api/v2/deleted_users/:id', (request) => ({
    deleted_user: deletedJson(request, deletedUser(request)),
  }));
  app.delete('/api/v2/deleted_users/:id', (request) => {
    const user = deletedUser(request);
    user.name = 'Permanently Deleted User';
    user.identities = [];
    user.purged = true;
    return { deleted_user: deletedJson(request, user) };
  });
}

function listUsers(request: FastifyRequest): JsonObject {
  const { users } = request.account;
  const externalId = queryText(request, 'external_id');
  const roles = queryList(request, 'role[]') ?? queryList(request, 'role');
  const candidates = externalId === undefined ? [...users.all()] : [users.findByExternalId(externalId)];
  const present = candidates.filter((user) => user !== undefined);
  return page(
    request,
    'users',
    present.filter((user) => user.active && (roles === undefined || roles.includes(user.role))),
  );
}

function showMany(request: FastifyRequest): JsonObject {
  const { users } = request.account;
  const ids = queryList(request, 'ids');
  const externalIds = queryList(request, 'external_ids');
  const wanted = ids ?? externalIds ?? [];
  if (wanted.length > MAX_SHOW_MANY) {
    const name = ids === undefined ? 'external_ids' : 'ids';
    throw badRequest('TooManyValues', `Parameter ${name} cannot specify more than ${MAX_SHOW_MANY} values`, {
      max_count: MAX_SHOW_MANY,
    });
  }
  const withDeleted = queryText(request, 'include_deleted') === 'true';
  const found = wanted.map((id) => (ids === undefined ? users.findByExternalId(id) : users.find(Number(id))));
  const present = new Set(found.filter((user) => user !== undefined));
  const shown = [...present].filter((user) => user.active || withDeleted);
  return {
    users: shown.map((user) => userJson(request.account, user, request.baseUrl)),
    next_page: null,
    previous_page: null,
    count: shown.length,
  };
}

function page(request: FastifyRequest, name: string, records: readonly User[]): JsonObject {
  return pageOf(request, {
    name,
    records,
    keyOf: (user) => String(user.id),
    json: (user) => userJson(request.account, user, request.baseUrl),
    endpoint: 'users/index',
  });
}

function deletedUser(request: FastifyRequest): User {
  const user = request.account.users.find(pathId(request, 'deleted_users/show'));
  if (user === undefined || user.active) throw recordNotFound();
  return user;
}

function deletedJson(request: FastifyRequest, user: User): JsonObject {
  return {
    ...userJson(request.account, user, request.baseUrl),
    active: false,
    updated_at: timestamp(user.updatedAt),
  };
}
