import { DEFAULT_CONFIGURATION, type InternalCustomerCall } from '@parley/contracts';
import { httpHarness } from '../../test/http-harness';
import type { HttpHarness } from '../../test/http-harness';
import { CONTACT_NETWORKS } from '../associate-contact/contact-networks';
import { ORGANIZATION_STORE } from '../connect-organization/organization';
import { ProblemError } from '../http-edge/problem';
import { CUSTOMER_SERVICE } from './customer-service';

const ID = '5f0c0f0a-9d0e-5b7c-8a57-3f1f5f5d9b12';
const PATH = `/v1/organizations/${ID}`;
const ADA = { zendeskUserId: 7, suspended: false, fields: { name: 'Ada' } };
const URL = 'https://acme.zendesk.com';

describe('customers over HTTP (C1, C2)', () => {
  let harness: HttpHarness;
  let state: 'active' | 'disconnected';
  let asked: { readonly call: InternalCustomerCall; readonly body: Record<string, unknown> }[];
  let created: boolean;
  let problem: ProblemError | undefined;

  beforeAll(async () => {
    const organization = { id: ID, url: URL, configuration: DEFAULT_CONFIGURATION };
    const answers = {
      'user-fields': () => ({ items: [{ key: 'name', uses: ['search'] }] }),
      search: () => ({ items: [ADA], complete: true }),
      show: () => ADA,
      create: () => ({ ...ADA, created }),
    };
    harness = await httpHarness([
      {
        provide: ORGANIZATION_STORE,
        useValue: {
          find: (id: string) => Promise.resolve(id === ID ? { ...organization, state } : undefined),
        },
      },
      {
        provide: CONTACT_NETWORKS,
        useValue: {
          accountsOf: (id: string) =>
            Promise.resolve([{ accountId: 'a', network: id, directApiContract: false }]),
        },
      },
      {
        provide: CUSTOMER_SERVICE,
        useValue: {
          ask: (_id: string, call: InternalCustomerCall, body: Record<string, unknown>) => {
            asked.push({ call, body });
            return problem === undefined ? Promise.resolve(answers[call]()) : Promise.reject(problem);
          },
        },
      },
    ]);
  }, 30_000);
  afterAll(() => harness.close());
  beforeEach(() => {
    [state, asked, created, problem] = ['active', [], true, undefined];
  });

  const call = async (
    method: 'GET' | 'POST',
    path: string,
    { body, key, subject = 'grace' }: { body?: object; key?: string; subject?: string } = {},
  ) => {
    const token = await harness.issuer.token({ role: 'advisor', subject });
    const answer = await harness.inject({
      method,
      url: PATH + path,
      headers: {
        authorization: `Bearer ${token}`,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: answer.json<Record<string, unknown>>(),
    };
  };

  it('C1 sends the lists of the present configuration, and shows the page of each customer', async () => {
    const { searchFields, displayFields } = DEFAULT_CONFIGURATION;
    expect(await call('GET', '/customers?query=Ada')).toMatchObject({
      status: 200,
      body: { items: [{ ...ADA, url: `${URL}/agent/users/7` }], complete: true },
    });
    expect(await call('GET', '/customers/7')).toMatchObject({ body: { url: `${URL}/agent/users/7` } });
    expect(asked).toEqual([
      { call: 'search', body: { query: 'Ada', searchFields, displayFields } },
      { call: 'show', body: { zendeskUserId: 7, displayFields } },
    ]);
  });

  it('C1 names what the lists name in vain', async () => {
    expect((await call('GET', '/user-fields')).body).toMatchObject({ missing: ['email'] });
  });

  it('C2 answers 201 for a new customer and 200 for one that was there', async () => {
    const body = { fields: { name: 'Ada' }, contactId: 'whatsapp' };
    expect(await call('POST', '/customers', { body })).toMatchObject({
      status: 201,
      headers: { location: `${PATH}/customers/7` },
    });
    created = false;
    expect((await call('POST', '/customers', { body })).status).toBe(200);
    expect(asked[0]?.body).toMatchObject({ fields: { name: 'Ada' }, contactId: 'whatsapp' });
    expect(asked[0]?.body).not.toHaveProperty('creationKey');
  });

  it('C2 keeps the Idempotency-Keys of two callers apart', async () => {
    const body = { fields: { name: 'Ada' } };
    for (const subject of ['grace', 'grace', 'ben'])
      await call('POST', '/customers', { body, key: 'k-1', subject });
    const [first, again, other] = asked.map((one) => one.body['creationKey']);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(await call('POST', '/customers', { body, key: 'k'.repeat(256) })).toMatchObject({
      status: 400,
      body: { code: 'invalid-parameters' },
    });
  });

  it('G4 asks nothing for a contact on X', async () => {
    const body = { fields: { name: 'Ada' }, contactId: 'X' };
    for (const answer of [
      await call('GET', '/customers?query=Ada&contactId=X'),
      await call('GET', '/customers/7?contactId=X'),
      await call('POST', '/customers', { body }),
    ])
      expect(answer).toMatchObject({ status: 409, body: { code: 'x-contract-missing' } });
    expect(asked).toEqual([]);
  });

  it('gives on what customer-service says, and asks nothing of a disconnected organization', async () => {
    problem = new ProblemError('customer-exists', 'Somebody has it.', { members: { zendeskUserId: 8 } });
    expect(await call('POST', '/customers', { body: { fields: {} } })).toMatchObject({
      status: 409,
      body: { code: 'customer-exists', zendeskUserId: 8 },
    });
    state = 'disconnected';
    expect(await call('GET', '/customers?query=Ada')).toMatchObject({
      status: 409,
      body: { code: 'organization-disconnected' },
    });
    expect(asked).toHaveLength(1);
  });
});
