import { ALL_ROUTES } from '../src/controllers';
import { ROLES } from '../src/access/role';
import type { Role } from '../src/access/role';
import type { ApiRouteDefinition } from '../src/http-edge/api-route';
import { PUBLISHER_STORE } from '../src/publishers/publisher';
import { newPublisherToken } from '../src/publishers/publisher-token';
import { csrfTokenOf } from '../src/sessions/csrf';
import { SESSION_STORE } from '../src/sessions/session';
import type { Session, SessionKind } from '../src/sessions/session';
import { hashSessionToken, newSessionToken } from '../src/sessions/session-token';
import { httpHarness } from './http-harness';
import type { HttpHarness } from './http-harness';

/** Who may do what. Written down here a second time on purpose: a slip in a route's definition must not go unnoticed. */
const ADMITTED: Readonly<Record<string, string>> = {
  'POST /v1/events': 'publisher',
  'GET /v1/events/status': 'administrator advisor operator publisher',
  'POST /v1/organizations': 'administrator',
  'GET /v1/organizations': 'administrator advisor operator',
  'GET /v1/organizations/:organizationId': 'administrator advisor operator',
  'PATCH /v1/organizations/:organizationId': 'administrator',
  'POST /v1/organizations/:organizationId/reauthorize': 'administrator',
  'DELETE /v1/organizations/:organizationId': 'administrator',
  'GET /v1/organizations/:organizationId/configuration': 'administrator operator',
  'PUT /v1/organizations/:organizationId/configuration': 'administrator',
  'GET /v1/organizations/:organizationId/configuration.yaml': 'administrator operator',
  'PUT /v1/organizations/:organizationId/configuration.yaml': 'administrator',
  'POST /v1/organizations/:organizationId/configuration.yaml/check': 'administrator',
  'GET /v1/organizations/:organizationId/configuration/versions': 'administrator operator',
  'GET /v1/organizations/:organizationId/configuration/versions/:version': 'administrator operator',
  'POST /v1/organizations/:organizationId/configuration/versions/:version/restore': 'administrator',
  'GET /v1/organizations/:organizationId/accounts': 'administrator advisor operator',
  'POST /v1/organizations/:organizationId/accounts': 'administrator',
  'GET /v1/organizations/:organizationId/accounts/:accountId': 'administrator advisor operator',
  'PATCH /v1/organizations/:organizationId/accounts/:accountId': 'administrator',
  'DELETE /v1/organizations/:organizationId/accounts/:accountId': 'administrator',
  'GET /v1/organizations/:organizationId/budget': 'administrator operator',
  'GET /v1/organizations/:organizationId/ticket-options': 'administrator operator',
  'GET /v1/organizations/:organizationId/verification': 'administrator operator',
  'POST /v1/organizations/:organizationId/connection-test': 'administrator',
  'GET /v1/organizations/:organizationId/user-fields': 'administrator advisor',
  'GET /v1/organizations/:organizationId/customers': 'administrator advisor',
  'POST /v1/organizations/:organizationId/customers': 'administrator advisor',
  'GET /v1/organizations/:organizationId/customers/:zendeskUserId': 'administrator advisor',
  'PUT /v1/contacts/:contactId/associations/:organizationId': 'administrator advisor',
  'GET /v1/contacts/:contactId/associations/:organizationId': 'administrator advisor',
  'DELETE /v1/contacts/:contactId/associations/:organizationId': 'administrator advisor',
  'GET /v1/directory/accounts': 'administrator advisor operator',
  'GET /v1/directory/teams': 'administrator advisor operator',
  'GET /v1/directory/fields': 'administrator advisor operator',
  'GET /v1/conversations': 'administrator advisor operator',
  'GET /v1/conversations/:conversationId': 'administrator advisor operator',
  'GET /v1/parked': 'administrator advisor operator',
  'POST /v1/parked/retry': 'administrator operator',
  'POST /v1/parked/:id/ignore': 'administrator operator',
  'POST /v1/parked/:id/choose': 'administrator advisor operator',
  'GET /v1/alerts': 'administrator advisor operator',
  'GET /v1/overview': 'administrator operator',
  'GET /v1/stream': 'administrator advisor operator',
  'GET /v1/publishers': 'administrator',
  'POST /v1/publishers': 'administrator',
  'PATCH /v1/publishers/:publisherId': 'administrator',
  'DELETE /v1/publishers/:publisherId': 'administrator',
  'GET /v1/session': 'administrator advisor operator',
  'POST /v1/session/embedded': 'administrator advisor',
  'POST /auth/sign-out': 'administrator advisor operator',
};
const GUARDED = ALL_ROUTES.filter(({ access }) => access.length > 0);

/** A path that fits the route; whether such a thing exists does not matter here. */
function pathOf({ path }: ApiRouteDefinition): string {
  return path
    .replace(/:(version|zendeskUserId)/, '1')
    .replace(/:(contactId|accountId|conversationId)/g, 'some-id')
    .replace(/:\w+/g, '00000000-0000-5000-8000-000000000000');
}

/** Sessions of somebody with each role, by the hash of their token. */
const SESSIONS = new Map<string, Session>();

function sessionToken(kind: SessionKind, role: Role): string {
  const token = newSessionToken(kind);
  const session = { id: 'some-session', subject: 'ada', name: null, role, expiresAt: new Date(9e12) };
  SESSIONS.set(kind + hashSessionToken(token).toString('hex'), session);
  return token;
}

const PUBLISHER = newPublisherToken();
const PUBLISHER_ROW = {
  id: 'p',
  name: 'p',
  sourcePrefix: null,
  idPrefix: null,
  eventsPerMinute: null,
  createdAt: '',
  createdBy: '',
};
const COOKIE = '__Host-parley_session';
/** How a person may come: with a token of the issuer, with the cookie of a session, from an embedded page. */
const WAYS = ['token', 'cookie', 'embedded'] as const;
type Way = (typeof WAYS)[number];

describe('access to routes', () => {
  let harness: HttpHarness;

  beforeAll(async () => {
    harness = await httpHarness([
      {
        provide: PUBLISHER_STORE,
        useValue: { findByTokenHash: () => Promise.resolve(PUBLISHER_ROW), list: () => Promise.resolve([]) },
      },
      {
        provide: SESSION_STORE,
        useValue: {
          find: (hash: Buffer, kind: SessionKind) =>
            Promise.resolve(SESSIONS.get(kind + hash.toString('hex'))),
          begin: () => Promise.resolve({ expiresAt: new Date(9e12) }),
          end: () => Promise.resolve(),
        },
      },
    ]);
  }, 30_000);
  afterAll(() => harness.close());

  const call = async (route: ApiRouteDefinition, headers: Record<string, string> = {}) => {
    const answer = await harness.inject({ method: route.method, url: pathOf(route), headers });
    return {
      status: answer.statusCode,
      code: answer.headers['content-type']?.toString().startsWith('application/problem+json')
        ? answer.json<{ code: string }>().code
        : undefined,
    };
  };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const headersOf = async (role: Role, way: Way): Promise<Record<string, string>> => {
    if (way === 'token') return bearer(await harness.issuer.token({ role }));
    if (way === 'embedded') return bearer(sessionToken('embedded', role));
    const token = sessionToken('browser', role);
    return { cookie: `theme=dark; ${COOKIE}=${token}`, 'x-csrf-token': csrfTokenOf(token) };
  };
  const verdict = ({ status, code }: Awaited<ReturnType<typeof call>>) => {
    const admitted = ![401, 403, 404].includes(status) || code === 'conversation-unknown';
    return admitted ? 'admitted' : { status, code };
  };
  const MISSING = { status: 401, code: 'credential-missing' };
  const INVALID = { status: 401, code: 'credential-invalid' };
  const NOT_ALLOWED = { status: 403, code: 'role-not-allowed' };

  const routes = GUARDED.map((route) => ({ name: `${route.method} ${route.path}`, route }));
  const admits = (name: string, part: string) => (ADMITTED[name] ?? '').split(' ').includes(part);
  const people = routes.flatMap(({ name, route }) =>
    ROLES.flatMap((role) => WAYS.map((way) => ({ name, route, role, way, admitted: admits(name, role) }))),
  );

  it.each(people)(
    '$name: $role by $way is admitted: $admitted',
    async ({ name, route, role, way, admitted }) => {
      const outcome = verdict(await call(route, await headersOf(role, way)));
      // Publishing events looks at no cookie at all: for it there is no credential.
      const refused = name === 'POST /v1/events' && way === 'cookie' ? MISSING : NOT_ALLOWED;
      expect(outcome).toEqual(admitted ? 'admitted' : refused);
    },
  );

  it.each(routes)(
    '$name: a publisher is admitted only where it says so, and by no cookie',
    async ({ name, route }) => {
      const allowed = admits(name, 'publisher');
      expect(verdict(await call(route, bearer(PUBLISHER)))).toEqual(allowed ? 'admitted' : NOT_ALLOWED);
      const byCookie = await call(route, {
        cookie: `${COOKIE}=${PUBLISHER}`,
        'x-csrf-token': csrfTokenOf(PUBLISHER),
      });
      expect(byCookie).toEqual(name === 'POST /v1/events' ? MISSING : INVALID);
    },
  );

  it.each(routes)('$name refuses nobody, and a token without a known role', async ({ route }) => {
    expect(await call(route)).toEqual(MISSING);
    const token = await harness.issuer.token({ role: 'visitor' });
    expect(await call(route, bearer(token))).toEqual(INVALID);
  });

  it.each(routes)('$name takes no token of one kind of session for the other', async ({ name, route }) => {
    const token = sessionToken('embedded', 'administrator');
    const byCookie = await call(route, { cookie: `${COOKIE}=${token}`, 'x-csrf-token': csrfTokenOf(token) });
    expect(byCookie).toEqual(name === 'POST /v1/events' ? MISSING : INVALID);
    expect(await call(route, bearer(sessionToken('browser', 'administrator')))).toEqual(INVALID);
  });

  const changing = routes.filter(({ name, route }) => route.method !== 'GET' && name !== 'POST /v1/events');
  it.each(changing)('$name by cookie needs the token of a page of that session', async ({ route }) => {
    const [token, other] = [
      sessionToken('browser', 'administrator'),
      sessionToken('browser', 'administrator'),
    ];
    const cookie = `${COOKIE}=${token}`;
    const refused = { status: 403, code: 'csrf-token-invalid' };
    expect(await call(route, { cookie })).toEqual(refused);
    for (const sent of ['', token, csrfTokenOf(other), `${csrfTokenOf(token)}x`])
      expect(await call(route, { cookie, 'x-csrf-token': sent })).toEqual(refused);
  });

  it('knows who sends a bearer token by that alone', async () => {
    const cookie = `${COOKIE}=${sessionToken('browser', 'administrator')}`;
    const route = ALL_ROUTES.find(({ operation }) => operation === 'listPublishers');
    if (route === undefined) throw new Error('the route of publishers is gone');
    const advisor = bearer(await harness.issuer.token({ role: 'advisor' }));
    expect(await call(route, { ...advisor, cookie })).toEqual(NOT_ALLOWED);
    expect(await call(route, { authorization: 'Basic YTpi', cookie })).toEqual(MISSING);
    expect(await call(route, { cookie })).toMatchObject({ status: 200 });
  });

  it('is decided for every route, and for no other', () => {
    expect(GUARDED.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
      Object.keys(ADMITTED).sort(),
    );
  });
});
