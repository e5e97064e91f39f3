import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pageOf } from '../http/paging';
import { Parameters, ParameterWarnings } from '../http/parameters';
import { pathId } from '../http/address-parameters';
import { bodyObject } from '../http/request-body';
import { recordNotFound } from '../http/zendesk-error';
import { addIdentity, checkIdentity, makePrimary } from './identities';
import type { Identity, User } from './user';
import { identityJson } from './user-json';
import { requestedUser } from './user-routes';

const KEYS: ReadonlySet<string> = new Set(['type', 'value', 'verified', 'primary', 'skip_verify_email']);

/** The identities of a user: addresses and accounts by which Zendesk knows a person. */
export function registerIdentityRoutes(app: FastifyInstance): void {
  const list = '/api/v2/users/:id/identities';
  const one = `${list}/:identityId`;
  app.get(list, (request) => listIdentities(request, requestedUser(request)));
  app.get(one, (request) => {
    const user = requestedUser(request);
    return { identity: identityJson(user, requestedIdentity(request, user), request.baseUrl) };
  });
  app.post(list, async (request, reply) => {
    const user = requestedUser(request);
    const parameters = identityParameters(request);
    const seed = {
      type: parameters.text('type') ?? '',
      value: parameters.text('value')?.trim() ?? '',
      verified: parameters.flag('verified') ?? false,
    };
    checkIdentity(request.account, user, seed.type, seed.value, 'value');
    const identity = change(request, user, () => addIdentity(request.account, user, seed));
    const json = identityJson(user, identity, request.baseUrl);
    reply.code(201).header('location', json['url']);
    return { identity: json };
  });
  app.put(one, (request) => {
    const user = requestedUser(request);
    const identity = requestedIdentity(request, user);
    const parameters = identityParameters(request);
    const value = parameters.text('value')?.trim();
    if (value !== undefined) checkIdentity(request.account, user, identity.type, value, 'value');
    change(request, user, () => {
      identity.value = value ?? identity.value;
      identity.verified = parameters.flag('verified') ?? identity.verified;
    });
    return { identity: identityJson(user, identity, request.baseUrl) };
  });
  app.put(`${one}/make_primary`, (request) => {
    const user = requestedUser(request);
    const identity = requestedIdentity(request, user);
    change(request, user, () => makePrimary(request.account, user, identity));
    return listIdentities(request, user);
  });
  app.put(`${one}/verify`, (request) => {
    const user = requestedUser(request);
    const identity = requestedIdentity(request, user);
    change(request, user, () => {
      identity.verified = true;
    });
    return { identity: identityJson(user, identity, request.baseUrl) };
  });
  app.put(`${one}/request_verification`, (request) => {
    requestedIdentity(request, requestedUser(request));
    return {};
  });
  app.delete(one, async (request, reply) => {
    const user = requestedUser(request);
    const identity = requestedIdentity(request, user);
    change(request, user, () => {
      user.identities = user.identities.filter((candidate) => candidate.id !== identity.id);
    });
    return reply.code(204).send();
  });
}

function listIdentities(request: FastifyRequest, user: User): object {
  return pageOf(request, {
    name: 'identities',
    records: user.identities,
    keyOf: (identity) => String(identity.id),
    json: (identity) => identityJson(user, identity, request.baseUrl),
    endpoint: 'identities/index',
  });
}

function change<T>(request: FastifyRequest, user: User, work: () => T): T {
  const { account } = request;
  const result = account.users.change(user, work);
  user.updatedAt = account.now();
  account.noteUser(user);
  return result;
}

function requestedIdentity(request: FastifyRequest, user: User): Identity {
  const id = pathId(request, 'identities/show', 'identityId');
  const identity = user.identities.find((candidate) => candidate.id === id);
  if (identity === undefined) throw recordNotFound();
  return identity;
}

function identityParameters(request: FastifyRequest): Parameters {
  return new Parameters(
    bodyObject(request, 'identity', 'identities/create'),
    'identity',
    KEYS,
    new ParameterWarnings(),
  );
}
