import { Validator } from '@seriousme/openapi-schema-validator';
import { ALL_PROBLEM_CODES } from '@parley/contracts';
import { httpHarness } from '../../test/http-harness';
import type { HttpHarness } from '../../test/http-harness';
import { ALL_ROUTES } from '../controllers';
import { DOCS_PATH } from './docs-routes';
import { openApiDocument } from './open-api';
import { OPERATIONS_ROUTES } from './operations-routes';

interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

const document = openApiDocument(ALL_ROUTES, '1.2.3');
const paths = document.paths as Record<string, Record<string, Operation>>;
const operations = Object.values(paths).flatMap((path) => Object.values(path));

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate({ ...document });
    expect(result).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('refers only to schemas that it has', () => {
    const text = JSON.stringify(document);
    const { schemas } = document.components as { readonly schemas: object };
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(references.length).toBeGreaterThan(20);
    for (const name of references) expect(Object.keys(schemas)).toContain(name);
  });

  it('gives every operation an id of its own', () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });

  it('K16 calls nobody back: no webhook, no callback', () => {
    expect(document).not.toHaveProperty('webhooks');
    expect(operations.filter((operation) => 'callbacks' in operation)).toEqual([]);
  });

  it('demands a credential everywhere but for probes, itself, whoever signs in and whoever comes back from Zendesk', () => {
    const open = operations
      .filter(({ security }) => security.length === 0)
      .map(({ operationId }) => operationId);
    expect(open.sort()).toEqual([
      'comeBackFromIssuer',
      'comeBackFromZendesk',
      'live',
      'metrics',
      'openapi',
      'ready',
      'signIn',
    ]);
  });

  it('names problems that exist, and leaves none unnamed that a client may meet', () => {
    const named = operations.flatMap(({ responses }) =>
      Object.values(responses).flatMap(({ description }) =>
        [...description.matchAll(/`([a-z-]+)`:/g)].map(([, code]) => code),
      ),
    );
    // What any route may answer when something is broken, or when there is no such route.
    const anywhere = [
      'internal',
      'route-unknown',
      'shutting-down',
      'unreadable-request',
      'issuer-unavailable',
      'read-model-behind',
    ];
    expect([...new Set([...named, ...anywhere])].sort()).toEqual([...ALL_PROBLEM_CODES].sort());
  });
});

describe('the routes that are served', () => {
  let harness: HttpHarness;
  beforeAll(async () => {
    harness = await httpHarness();
  }, 30_000);
  afterAll(() => harness.close());

  it('are exactly those of the document, and the page that shows it', () => {
    const documented = ALL_ROUTES.map(({ method, path }) => `${method} ${path}`);
    // Platform adds these to every service; the harness does without.
    const elsewhere = OPERATIONS_ROUTES.filter(({ path }) => path !== '/openapi.json').map(
      ({ method, path }) => `${method} ${path}`,
    );
    const served = harness.routes.filter(
      (route) => !route.startsWith(`GET ${DOCS_PATH}`) && !route.startsWith('HEAD '),
    );
    expect([...served].sort()).toEqual(documented.filter((route) => !elsewhere.includes(route)).sort());
  });

  it('include a page that needs nothing from elsewhere', async () => {
    const page = await harness.inject({ method: 'GET', url: `${DOCS_PATH}/` });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(src|href)="https?:/);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/https:|upgrade-insecure-requests|unsafe/);
    const assets = [...page.body.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, asset]) => asset ?? '');
    expect(assets.length).toBeGreaterThan(2);
    for (const asset of assets) {
      expect((await harness.inject({ method: 'GET', url: `${DOCS_PATH}/${asset}` })).statusCode).toBe(200);
    }
  });

  it('answer with headers that keep browsers from doing more than reading', async () => {
    const { headers } = await harness.inject({ method: 'GET', url: '/openapi.json' });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy':
        "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'",
    });
  });

  it.each([
    ['GET', '/v1/nothing', 404, 'route-unknown'],
    ['DELETE', '/v1/events', 404, 'route-unknown'],
    ['GET', '/v1/conversations/%ZZ', 400, 'unreadable-request'],
  ] as const)('answer %s %s as a problem', async (method, url, status, code) => {
    const answer = await harness.inject({ method, url });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status, code });
  });
});
