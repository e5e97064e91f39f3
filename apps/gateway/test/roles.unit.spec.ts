import { ALL_ROUTES } from '../src/controllers';
import { ROLES } from '../src/access/role';
import type { ApiRouteDefinition } from '../src/http-edge/api-route';
import { PUBLISHER_STORE } from '../src/publishers/publisher';
import { newPublisherToken } from '../src/publishers/publisher-token';
import { httpHarness } from './http-harness';
import type { HttpHarness } from './http-harness';

const GUARDED = ALL_ROUTES.filter(({ access }) => access.length > 0);
const OPEN = ALL_ROUTES.filter(({ access }) => access.length === 0);

/** A path that fits the route; whether such a thing exists does not matter here. */
function pathOf({ path }: ApiRouteDefinition): string {
  return path
    .replace(':version', '1')
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
  });
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
      admitted: route.access.includes(part),
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

  it.each(OPEN.filter(({ path }) => path === '/openapi.json'))('$path is open', async (route) => {
    expect((await call(route, undefined)).status).toBe(200);
  });

  it('names every role at least once, so that none is forgotten', () => {
    for (const part of [...ROLES, 'publisher'])
      expect(cases.some((one) => one.part === part && one.admitted)).toBe(true);
  });
});
