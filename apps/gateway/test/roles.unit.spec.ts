import { ALL_ROUTES } from '../src/controllers';
import { ROLES } from '../src/access/role';
import type { ApiRouteDefinition } from '../src/http-edge/api-route';
import { PUBLISHER_STORE } from '../src/publishers/publisher';
import { newPublisherToken } from '../src/publishers/publisher-token';
import { httpHarness } from './http-harness';
import type { HttpHarness } from './http-harness';

/** Who may do what. Written down here a second time on purpose: a slip in a route's definition must not go unnoticed. */
const ADMITTED: Readonly<Record<string, string>> = {
  'POST /v1/events': 'publisher',
  'GET /v1/events/status': 'administrator advisor operator publisher',
  'POST /v1/organizations': 'administrator',
  'GET /v1/organizations': 'administrator advisor operator',
  'GET /v1/organizations/:organizationId': 'administrator advisor operator',
  'POST /v1/organizations/:organizationId/reauthorize': 'administrator',
  'DELETE /v1/organizations/:organizationId': 'administrator',
  'GET /v1/organizations/:organizationId/configuration': 'administrator operator',
  'PUT /v1/organizations/:organizationId/configuration': 'administrator',
  'GET /v1/organizations/:organizationId/configuration/versions': 'administrator operator',
  'POST /v1/organizations/:organizationId/configuration/versions/:version/restore': 'administrator',
  'GET /v1/organizations/:organizationId/accounts': 'administrator advisor operator',
  'POST /v1/organizations/:organizationId/accounts': 'administrator',
  'GET /v1/organizations/:organizationId/accounts/:accountId': 'administrator advisor operator',
  'PATCH /v1/organizations/:organizationId/accounts/:accountId': 'administrator',
  'DELETE /v1/organizations/:organizationId/accounts/:accountId': 'administrator',
  'GET /v1/organizations/:organizationId/budget': 'administrator operator',
  'GET /v1/organizations/:organizationId/user-fields': 'administrator advisor',
  'GET /v1/organizations/:organizationId/customers': 'administrator advisor',
  'POST /v1/organizations/:organizationId/customers': 'administrator advisor',
  'GET /v1/organizations/:organizationId/customers/:zendeskUserId': 'administrator advisor',
  'PUT /v1/contacts/:contactId/associations/:organizationId': 'administrator advisor',
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
  'GET /v1/publishers': 'administrator',
  'POST /v1/publishers': 'administrator',
  'PATCH /v1/publishers/:publisherId': 'administrator',
  'DELETE /v1/publishers/:publisherId': 'administrator',
};
const GUARDED = ALL_ROUTES.filter(({ access }) => access.length > 0);

/** A path that fits the route; whether such a thing exists does not matter here. */
function pathOf({ path }: ApiRouteDefinition): string {
  return path
    .replace(/:(version|zendeskUserId)/, '1')
    .replace(/:(contactId|accountId|conversationId)/g, 'some-id')
    .replace(/:\w+/g, '00000000-0000-5000-8000-000000000000');
}

describe('access to routes', () => {
  let harness: HttpHarness;
  const publisherToken = newPublisherToken();
  const publisher = {
    id: 'p',
    name: 'p',
    sourcePrefix: null,
    idPrefix: null,
    eventsPerMinute: null,
    createdAt: '',
    createdBy: '',
  };

  beforeAll(async () => {
    harness = await httpHarness([
      {
        provide: PUBLISHER_STORE,
        useValue: { findByTokenHash: () => Promise.resolve(publisher), list: () => Promise.resolve([]) },
      },
    ]);
  }, 30_000);
  afterAll(() => harness.close());

  const call = async (route: ApiRouteDefinition, token: string | undefined) => {
    const answer = await harness.inject({
      method: route.method,
      url: pathOf(route),
      ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    });
    return {
      status: answer.statusCode,
      code: answer.headers['content-type']?.toString().startsWith('application/problem+json')
        ? answer.json<{ code: string }>().code
        : undefined,
    };
  };

  const cases = GUARDED.flatMap((route) =>
    [...ROLES, 'publisher' as const].map((part) => ({
      name: `${route.method} ${route.path}`,
      part,
      route,
      admitted: (ADMITTED[`${route.method} ${route.path}`] ?? '').split(' ').includes(part),
    })),
  );

  it.each(cases)('$name: $part is admitted: $admitted', async ({ route, part, admitted }) => {
    const token = part === 'publisher' ? publisherToken : await harness.issuer.token({ role: part });
    const { status, code } = await call(route, token);
    if (admitted) expect([401, 403, 404].includes(status) && code !== 'conversation-unknown').toBe(false);
    else expect({ status, code }).toEqual({ status: 403, code: 'role-not-allowed' });
  });

  it.each(GUARDED)('$method $path refuses a request without a credential', async (route) => {
    expect(await call(route, undefined)).toEqual({ status: 401, code: 'credential-missing' });
  });

  it.each(GUARDED)('$method $path refuses a token without a known role', async (route) => {
    const token = await harness.issuer.token({ role: 'visitor' });
    expect(await call(route, token)).toEqual({ status: 401, code: 'credential-invalid' });
  });

  it('is decided for every route, and for no other', () => {
    expect(GUARDED.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
      Object.keys(ADMITTED).sort(),
    );
  });
});
