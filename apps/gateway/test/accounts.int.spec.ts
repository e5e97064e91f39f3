import { DEFAULT_CONFIGURATION, consumerGroupId, deadLetterTopic } from '@parley/contracts';
import type { OrganizationDocument } from '@parley/contracts';
import { aConversation, aDirectory, eventually } from '@parley/testing';
import { FakeZendesk } from './fake-zendesk';
import { Administrator, json } from './administrator';
import { GatewayHarness } from './gateway-harness';

let gateway: GatewayHarness;
let administrator: Administrator;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  administrator = new Administrator(gateway);
});
afterAll(() => gateway.stop());

describe('accounts', () => {
  const path = async () => `/v1/organizations/${await administrator.connect()}/accounts`;

  it('A3: links several at once, off until they are turned on', async () => {
    const at = await path();
    const { items } = await json<{ items: object[] }>(
      administrator.call('POST', at, { accountIds: ['acc-b', 'acc-a', 'acc-a'] }),
    );
    expect(items).toMatchObject([
      { accountId: 'acc-a', enabled: false, directApiContract: false, known: false, network: null },
      { accountId: 'acc-b', enabled: false },
    ]);
    const changed = { enabled: true, includeClosedSince: '2026-11-01T00:00:00Z' };
    expect(await json(administrator.call('PATCH', `${at}/acc-a`, changed))).toMatchObject({
      accountId: 'acc-a',
      enabled: true,
      includeClosedSince: '2026-11-01T00:00:00.000Z',
    });
    const id = at.split('/')[3]!;
    const published = async () =>
      (await administrator.published(id))?.accounts.find(({ accountId }) => accountId === 'acc-a');
    await eventually(async () => (await published())?.enabled, { timeoutMs: 1_000 });
  });

  it('T11: publishes from which date closed conversations are wanted, until nobody wants them any more', async () => {
    const at = await path();
    const published = async () =>
      (await administrator.published(at.split('/')[3]!))?.accounts.find(
        ({ accountId }) => accountId === 'acc-b',
      );
    const since = '2026-11-01T00:00:00.000Z';
    await json(administrator.call('PATCH', `${at}/acc-b`, { includeClosedSince: since }));
    await eventually(async () => (await published())?.includeClosedSince === since, { timeoutMs: 1_000 });
    await json(administrator.call('PATCH', `${at}/acc-b`, { includeClosedSince: null }));
    await eventually(async () => (await published())?.includeClosedSince === undefined, {
      timeoutMs: 1_000,
    });
  });

  it('T11: tells how many closed conversations a date would bring along, before it is given', async () => {
    const at = await path();
    const since = '2026-11-01T00:00:00.000Z';
    const { database } = gateway.parts;
    await database.query(
      `insert into conversation (id, account_id, contact_id, first_seen_at, last_seen_at, closed_at)
       values ('closed-1', 'acc-b', 'c', now(), now(), $1), ('closed-2', 'acc-b', 'c', now(), now(), null)`,
      [since],
    );
    expect(await json(administrator.call('GET', `${at}/acc-b?includeClosedSince=${since}`))).toMatchObject({
      accountId: 'acc-b',
      closedConversations: { since, ready: 0, total: 1 },
    });
    expect(await json(administrator.call('GET', `${at}/acc-b`))).not.toHaveProperty('closedConversations');
    expect(await json(administrator.call('GET', `${at}/acc-b?held=true`))).toMatchObject({
      heldConversations: { ready: 0, catchUp: 0, total: 1 },
    });
    const later = '2026-11-01T00:00:00.001Z';
    expect(await json(administrator.call('GET', `${at}/acc-b?includeClosedSince=${later}`))).toMatchObject({
      closedConversations: { ready: 0, total: 0 },
    });
    expect(await json(administrator.call('GET', `${at}/acc-nobody`), 404)).toMatchObject({
      code: 'account-not-linked',
    });
    await json(administrator.call('GET', `${at}/acc-b?includeClosedSince=yesterday`), 400);
  });

  it('G4: records who vouched for a direct API contract', async () => {
    const at = await path();
    await json(administrator.call('PATCH', `${at}/acc-b`, { directApiContract: true }));
    const [change] = await gateway.parts.database.query<{
      changed_by: string;
      before: string;
      after: string;
      action: string;
    }>('select changed_by, action, before, after from organization_change order by version desc limit 1');
    expect(change).toMatchObject({ changed_by: 'test-administrator', action: 'account:acc-b' });
    const contract = (text: string) =>
      (JSON.parse(text) as OrganizationDocument).accounts.find(({ accountId }) => accountId === 'acc-b')
        ?.directApiContract;
    expect([contract(change!.before), contract(change!.after)]).toEqual([false, true]);
  });

  it('A3: refuses an account that another organization has, links none of them, and says where it is', async () => {
    await administrator.connect();
    const other = await FakeZendesk.start();
    const elsewhere = '0b7f5e86-0a5e-5e5e-8e5e-5e5e5e5e5e5e';
    await gateway.parts.database.query(
      `insert into organization (id, name, url, state, connected_user_id, version, published_version, configuration_version, configuration)
       values ($1, 'globex', $2, 'active', 1, 1, 1, 1, $3)`,
      [elsewhere, other.url, JSON.stringify(DEFAULT_CONFIGURATION)],
    );
    await other.stop();
    const problem = await json(
      administrator.call('POST', `/v1/organizations/${elsewhere}/accounts`, {
        accountIds: ['acc-new', 'acc-a'],
      }),
      409,
    );
    expect(problem).toMatchObject({ code: 'account-linked-elsewhere', accounts: [{ accountId: 'acc-a' }] });
    expect(await json(administrator.call('GET', `/v1/organizations/${elsewhere}/accounts`))).toMatchObject({
      items: [],
    });
    const at = await path();
    await json(administrator.call('DELETE', `${at}/acc-a`), 204);
    expect(await json(administrator.call('DELETE', `${at}/acc-a`), 404)).toMatchObject({
      code: 'account-not-linked',
    });
    await json(
      administrator.call('POST', `/v1/organizations/${elsewhere}/accounts`, { accountIds: ['acc-a'] }),
    );
  });

  it('knows an id with characters that a path cannot hold as they are', async () => {
    const at = await path();
    const id = `acc/é ${'x'.repeat(120)}%`;
    await json(administrator.call('POST', at, { accountIds: [id] }));
    const changed = await json(
      administrator.call('PATCH', `${at}/${encodeURIComponent(id)}`, { enabled: true }),
    );
    expect(changed).toMatchObject({ accountId: id, enabled: true });
  });
});

describe('associations', () => {
  const path = async (contact: string) =>
    `/v1/contacts/${contact}/associations/${await administrator.connect()}`;

  it('C2: appends association and disassociation to the log of record, as facts of the contact', async () => {
    const at = await path('contact-42');
    const answer = await json<{ event: { source: string; id: string } }>(
      gateway.as('advisor', 'PUT', at, { zendeskUserId: 35 }),
    );
    expect(answer).toMatchObject({ contactId: 'contact-42', zendeskUserId: 35 });
    await json(gateway.as('advisor', 'DELETE', at), 204);
    const { source, id } = answer.event;
    const status = await gateway.as('advisor', 'GET', `/v1/events/status?source=${source}&id=${id}`);
    expect(status.status).toBe(200);
    const rows = await eventually(async () => {
      const found = await gateway.parts.database.query<{ type: string; summary: string }>(
        `select type, summary from log_event where contact_id = 'contact-42' order by "offset"`,
      );
      return found.length === 2 && found;
    });
    expect(rows.map(({ type }) => type)).toEqual([
      'parley.contact.associated.v1',
      'parley.contact.disassociated.v1',
    ]);
  });

  it('G4: refuses a contact on X without a direct API contract', async () => {
    const { token } = await gateway.publisher();
    const story = aConversation('conv-x').of('contact-x').on('acc-x').contactWrites('hi').events();
    await gateway.publish(token, [...aDirectory().withAccount('acc-x', 'Twitter').events(), ...story]);
    const at = await path('contact-x');
    await eventually(async () => {
      expect(await json(gateway.as('advisor', 'PUT', at, { zendeskUserId: 35 }), 409)).toMatchObject({
        code: 'x-contract-missing',
      });
      return true;
    });
    const accounts = `/v1/organizations/${await administrator.connect()}/accounts`;
    await json(administrator.call('POST', accounts, { accountIds: ['acc-x'] }));
    await json(administrator.call('PATCH', `${accounts}/acc-x`, { directApiContract: true }));
    await json(gateway.as('advisor', 'PUT', at, { zendeskUserId: 35 }));
  });

  it('refuses an organization that does not exist', async () => {
    const at = '/v1/contacts/c/associations/org-nobody';
    expect(await json(gateway.as('advisor', 'PUT', at, { zendeskUserId: 1 }), 404)).toMatchObject({
      code: 'organization-unknown',
    });
  });
});

describe('publishers', () => {
  it('are shown without their credential, change, and are withdrawn within a second', async () => {
    const { id, token } = await gateway.publisher({ sourcePrefix: '/platforms/acme' });
    const list = await json<{ items: { id: string }[] }>(administrator.call('GET', '/v1/publishers'));
    expect(JSON.stringify(list)).not.toContain(token);
    expect(list.items.find((one) => one.id === id)).toMatchObject({
      sourcePrefix: '/platforms/acme',
      eventsPerMinute: null,
    });
    const event = aConversation('conv-p').contactWrites('x').last();
    expect((await gateway.publish(token, [event])).status).toBe(403);
    await json(
      administrator.call('PATCH', `/v1/publishers/${id}`, { sourcePrefix: null, eventsPerMinute: 1 }),
    );
    expect((await gateway.publish(token, [event])).status).toBe(202);
    const limited = await gateway.publish(token, [event, event]);
    expect([limited.status, Number(limited.headers.get('retry-after')) > 0]).toEqual([429, true]);
    await json(administrator.call('DELETE', `/v1/publishers/${id}`), 204);
    expect((await gateway.publish(token, [event])).status).toBe(401);
  });
});

describe('disconnecting', () => {
  it('erases the token, keeps the history, and refuses what needs a connection', async () => {
    const id = await administrator.connect();
    await json(administrator.call('DELETE', `/v1/organizations/${id}`), 204);
    await json(administrator.call('DELETE', `/v1/organizations/${id}`), 204);
    expect(await json(administrator.call('GET', `/v1/organizations/${id}`))).toMatchObject({
      state: 'disconnected',
    });
    const at = `/v1/organizations/${id}`;
    expect(await json(administrator.call('PUT', `${at}/configuration`, {}), 409)).toMatchObject({
      code: 'organization-disconnected',
    });
    expect(
      await json(administrator.call('POST', `${at}/accounts`, { accountIds: ['z'] }), 409),
    ).toMatchObject({
      code: 'organization-disconnected',
    });
    const association = `/v1/contacts/c/associations/${id}`;
    expect(await json(gateway.as('advisor', 'PUT', association, { zendeskUserId: 1 }), 409)).toMatchObject({
      code: 'organization-disconnected',
    });
    expect(
      (await json<{ items: unknown[] }>(administrator.call('GET', `${at}/configuration/versions`))).items
        .length,
    ).toBe(1);
    await eventually(async () => (await administrator.published(id))?.state === 'disconnected');
    await administrator.connect();
    expect(await json(administrator.call('GET', at))).toMatchObject({ state: 'active' });
  });

  it('left no dead letter behind in all this', async () => {
    const topic = deadLetterTopic(consumerGroupId(gateway.parts.prefix, 'gatewayReadModel'));
    let letters = 0;
    await gateway.parts.log.reader.read(
      { topic, partition: 0, fromOffset: 0, throughOffset: 1_000 },
      () => (letters += 1),
    );
    expect(letters).toBe(0);
  });
});
