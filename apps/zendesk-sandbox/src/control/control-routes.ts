import { Type, type Static } from '@sinclair/typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { FaultSchema, type FaultOrder } from '../faults/fault';
import { recordNotFound } from '../http/zendesk-error';
import { limitsOf, LimitsSchema, PLANS } from '../rate-limits/presets';
import type { Account } from '../world/account';
import { SettingsSchema } from '../world/settings';
import type { World } from '../world/world';

const plan = Type.Union(PLANS.map((name) => Type.Literal(name)));
const LimitsOrder = Type.Composite([Type.Partial(LimitsSchema), Type.Object({ plan: Type.Optional(plan) })], {
  additionalProperties: false,
});
const SettingsOrder = Type.Partial(SettingsSchema, { additionalProperties: false });
const AccountOrder = Type.Object(
  {
    subdomain: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }),
    accessToken: Type.Optional(Type.String({ minLength: 8 })),
    plan: Type.Optional(plan),
    limits: Type.Optional(Type.Partial(LimitsSchema, { additionalProperties: false })),
    settings: Type.Optional(SettingsOrder),
    host: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  },
  { additionalProperties: false },
);
const TokenOrder = Type.Object(
  {
    userId: Type.Optional(Type.Integer()),
    scopes: Type.Optional(Type.Array(Type.String())),
    expiresInSeconds: Type.Optional(Type.Integer({ minimum: 1 })),
    token: Type.Optional(Type.String({ minLength: 8 })),
  },
  { additionalProperties: false },
);

/** The control API: everything that a test, a demo or a load run steers. All of it is about the account that the address names. */
export function registerControlRoutes(app: FastifyInstance, world: World): void {
  app.get('/sandbox/accounts', (request) => ({
    accounts: world.all().map((account) => accountJson(request, account)),
  }));
  app.post<{ Body: Static<typeof AccountOrder> }>(
    '/sandbox/accounts',
    { schema: { body: AccountOrder } },
    async (request, reply) => {
      const { subdomain, ...options } = request.body;
      return reply.code(201).send(accountJson(request, world.create(subdomain, options)));
    },
  );
  app.post<{ Body: Static<typeof TokenOrder> }>(
    '/sandbox/tokens',
    { schema: { body: TokenOrder } },
    async (request, reply) => reply.code(201).send(issueToken(request.account, request.body)),
  );
  registerSteering(app);
  registerFaultRoutes(app);
  app.post('/sandbox/reset', (request) => {
    const account = world.reset(request.account);
    return accountJson(request, account);
  });
}

function registerSteering(app: FastifyInstance): void {
  app.get('/sandbox/limits', (request) => request.account.state.limits);
  app.put<{ Body: Static<typeof LimitsOrder> }>(
    '/sandbox/limits',
    { schema: { body: LimitsOrder } },
    (request) => {
      const { plan: named, ...changes } = request.body;
      const { state } = request.account;
      state.limits = { ...(named === undefined ? state.limits : limitsOf(named)), ...changes };
      return state.limits;
    },
  );
  app.get('/sandbox/settings', (request) => request.account.state.settings);
  app.put<{ Body: Static<typeof SettingsOrder> }>(
    '/sandbox/settings',
    { schema: { body: SettingsOrder } },
    (request) => {
      const { state } = request.account;
      state.settings = { ...state.settings, ...request.body };
      return state.settings;
    },
  );
}

function registerFaultRoutes(app: FastifyInstance): void {
  app.get('/sandbox/faults', (request) => ({ faults: request.account.faults.all() }));
  app.post<{ Body: FaultOrder }>(
    '/sandbox/faults',
    { schema: { body: FaultSchema } },
    async (request, reply) => reply.code(201).send(request.account.faults.add(request.body)),
  );
  app.delete('/sandbox/faults', async (request, reply) => {
    request.account.faults.clear();
    return reply.code(204).send();
  });
  app.delete<{ Params: { id: string } }>('/sandbox/faults/:id', async (request, reply) => {
    if (!request.account.faults.remove(Number(request.params.id))) throw recordNotFound();
    return reply.code(204).send();
  });
}

function issueToken(account: Account, order: Static<typeof TokenOrder>): object {
  const admin = account.tokens.all().find((token) => token.token === account.state.adminToken);
  const now = account.now();
  const grant = {
    userId: order.userId ?? admin?.userId ?? 0,
    clientId: null,
    scopes: order.scopes ?? ['read', 'write'],
    expiresAt: order.expiresInSeconds === undefined ? null : now + order.expiresInSeconds * 1000,
    refreshExpiresAt: null,
  };
  if (account.users.find(grant.userId) === undefined) throw recordNotFound();
  const token = account.tokens.issue(grant, now, order.token);
  return { id: token.id, accessToken: token.token, userId: token.userId, scopes: token.scopes };
}

/** An account with the two addresses under which it is reached. */
function accountJson(request: FastifyRequest, account: Account): object {
  const { subdomain, adminToken } = account.state;
  const root = `${request.protocol}://${request.host}`;
  return {
    subdomain,
    url: `${root}/accounts/${subdomain}`,
    hostUrl: `${request.protocol}://${subdomain}.localhost:${request.port ?? 80}`,
    accessToken: adminToken,
  };
}
