import { DEFAULT_CONFIGURATION, derivedEventId, topicName } from '@parley/contracts';
import type { AuthorizationLost } from '@parley/contracts';
import { encodeEvent } from '@parley/event-log';
import { aDirectory, eventually } from '@parley/testing';
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

describe('organizations', () => {
  it('A1: connects with a token that Zendesk knows, and tells everybody within a second', async () => {
    const body = { url: `${gateway.zendesk.url}/`, accessToken: FakeZendesk.TOKEN, name: 'acme' };
    const answer = await administrator.call('POST', '/v1/organizations', body);
    expect(answer.status).toBe(201);
    const organization = (await answer.json()) as { id: string };
    expect(organization).toMatchObject({
      name: 'acme',
      url: gateway.zendesk.url,
      state: 'active',
      connectedUserId: 4711,
      warnings: [],
    });
    expect(answer.headers.get('location')).toBe(`/v1/organizations/${organization.id}`);
    const published = await eventually(() => administrator.published(organization.id), { timeoutMs: 1_000 });
    expect(published).toMatchObject({
      state: 'active',
      accounts: [],
      configuration: DEFAULT_CONFIGURATION,
      version: 1,
    });
    expect(JSON.stringify(published)).not.toContain(FakeZendesk.TOKEN);
  });

  it('A1: authorises the same organization again when the same URL is connected again', async () => {
    const body = { url: gateway.zendesk.url, accessToken: FakeZendesk.TOKEN };
    const again = await administrator.call('POST', '/v1/organizations', body);
    expect(again.status).toBe(200);
    expect(await json(administrator.call('GET', '/v1/organizations'))).toMatchObject({
      items: [{ state: 'active' }],
      nextCursor: null,
    });
  });

  it.each([
    ['a token that Zendesk does not know', { accessToken: 'unknown' }, 422, 'zendesk-refused-token'],
    ['the token of an end user', { accessToken: FakeZendesk.END_USER_TOKEN }, 422, 'zendesk-refused-token'],
    ['a host that is no Zendesk', { url: 'https://acme.example', accessToken: 'x' }, 422, 'url-not-allowed'],
    ['neither token nor client', { accessToken: undefined }, 422, 'oauth-client-missing'],
    ['a misspelled property', { accessToken: 'x', acessToken: 'y' }, 422, 'invalid-body'],
  ])('refuses %s', async (_what, change, status, code) => {
    const body = { url: gateway.zendesk.url, ...change };
    const problem = await json(administrator.call('POST', '/v1/organizations', body), status);
    expect(problem).toMatchObject({ code });
    expect(JSON.stringify(problem)).not.toContain(String(body.accessToken));
  });

  it('answers 404 for an organization that does not exist, and 400 for what is no id', async () => {
    const unknown = await json(
      administrator.call('GET', '/v1/organizations/00000000-0000-5000-8000-000000000000'),
      404,
    );
    expect(unknown).toMatchObject({ code: 'organization-unknown' });
    expect(await json(administrator.call('GET', '/v1/organizations/nonsense'), 400)).toMatchObject({
      code: 'invalid-parameters',
    });
  });

  it('keeps the token sealed', async () => {
    const rows = await gateway.parts.database.query<{ sealed_access_token: string }>(
      'select sealed_access_token from zendesk.connection',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.sealed_access_token).not.toContain(FakeZendesk.TOKEN);
  });

  it('A2, G5: follows a token that Zendesk refuses, whoever noticed, and comes back with a new one', async () => {
    const id = await administrator.connect();
    const connection = await gateway.parts.connections.find(id);
    await gateway.parts.connections.markUnauthorised(id, connection!.tokenVersion);
    const type = 'parley.authorization.lost.v1';
    const envelope = {
      specversion: '1.0',
      id: derivedEventId(type, id, 1),
      source: '/parley/ticket-writer',
    } as const;
    const event: AuthorizationLost = {
      ...envelope,
      type,
      data: { version: 1, organizationId: id, reason: 'invalid_token' },
    };
    const topic = topicName(gateway.parts.prefix, 'connectionEvents');
    await gateway.parts.producer.send([encodeEvent(topic, id, event)]);
    await eventually(async () => (await administrator.published(id))?.state === 'unauthorised');
    expect(await json(administrator.call('GET', `/v1/organizations/${id}`))).toMatchObject({
      state: 'unauthorised',
    });
    await administrator.connect();
    // The same news again, late: the connection itself says that all is well.
    await gateway.parts.producer.send([
      encodeEvent(topic, id, { ...event, id: derivedEventId(type, id, 2) }),
    ]);
    await eventually(async () => (await administrator.published(id))?.state === 'active');
    expect(await json(administrator.call('GET', `/v1/organizations/${id}`))).toMatchObject({
      state: 'active',
    });
  });
});

describe('configuration', () => {
  const path = async () => `/v1/organizations/${await administrator.connect()}/configuration`;

  it('A4: changes with If-Match, refuses a stale one, and is effective within a second', async () => {
    const at = await path();
    const before = await administrator.call('GET', at);
    const etag = before.headers.get('etag') ?? '';
    const changed = await administrator.call('PUT', at, { modeA: { enabled: true } }, { 'if-match': etag });
    expect(changed.status).toBe(200);
    expect(await changed.json()).toEqual({ ...DEFAULT_CONFIGURATION, modeA: { enabled: true } });
    const stale = await administrator.call('PUT', at, {}, { 'if-match': etag });
    expect(stale.status).toBe(412);
    expect(stale.headers.get('etag')).toBe(changed.headers.get('etag'));
    expect(await stale.json()).toMatchObject({ code: 'version-conflict' });
    const id = at.split('/')[3]!;
    await eventually(async () => (await administrator.published(id))?.configuration.modeA.enabled === true, {
      timeoutMs: 1_000,
    });
  });

  it('A4: cannot switch Mode B on without a team and a field of type email that the platform has', async () => {
    const at = await path();
    const modeB = { enabled: true, teamId: 'team-care', emailField: { scope: 'contact', key: 'mail' } };
    expect(await json(administrator.call('PUT', at, { modeB: { enabled: true } }), 422)).toMatchObject({
      code: 'mode-b-incomplete',
    });
    expect(await json(administrator.call('PUT', at, { modeB }), 422)).toMatchObject({ code: 'team-unknown' });
    const { token } = await gateway.publisher();
    await gateway.publish(token, aDirectory().withTeam('team-care').withField('mail', 'string').events());
    expect(await json(administrator.call('PUT', at, { modeB }), 422)).toMatchObject({
      code: 'email-field-unsuitable',
    });
    // Changed upstream and used at once: the directory is on its way, and the answer waits for it.
    const asEmail = aDirectory()
      .withField('mail', 'email')
      .events()
      .map((event) => ({ ...event, id: `${event.id}-2` }));
    await gateway.publish(token, asEmail);
    await eventually(async () => {
      const fields = await json<{ items: { type: string }[] }>(
        administrator.call('GET', '/v1/directory/fields'),
      );
      return fields.items.some(({ type }) => type === 'email');
    });
    expect(await json(administrator.call('PUT', at, { modeB }))).toMatchObject({
      modeB: { enabled: true, continueAfterCreation: true },
    });
  });

  it('A5: warns when the team disappears upstream, and lets other changes through', async () => {
    const at = await path();
    const { token } = await gateway.publisher();
    const [team] = aDirectory().withTeam('team-care').events();
    const gone = { ...team!, id: 'team-gone', data: { id: 'team-care', name: 'Care', deleted: true } };
    await gateway.publish(token, [gone]);
    const organization = at.replace('/configuration', '');
    await eventually(async () => {
      expect(await json(administrator.call('GET', organization))).toMatchObject({
        warnings: [{ code: 'team-gone' }],
      });
      return true;
    });
    const present = await json(administrator.call('GET', at));
    expect(await json(administrator.call('PUT', at, { ...present, closeAs: 'solved' }))).toMatchObject({
      closeAs: 'solved',
    });
  });

  it('A6: keeps who changed what when, with old and new, and rolls back as a new version', async () => {
    const at = await path();
    const { items } = await json<{
      items: { version: number; changedBy: string; configuration: object; previous: object | null }[];
    }>(administrator.call('GET', `${at}/versions`));
    expect(items[0]).toMatchObject({
      changedBy: 'test-administrator',
      configuration: { closeAs: 'solved' },
      previous: { closeAs: 'closed' },
    });
    expect(items.at(-1)).toMatchObject({ version: 1, previous: null, configuration: DEFAULT_CONFIGURATION });
    const restored = await administrator.call('POST', `${at}/versions/1/restore`);
    expect(restored.status).toBe(200);
    expect(await restored.json()).toEqual(DEFAULT_CONFIGURATION);
    const after = await json<{ items: object[] }>(administrator.call('GET', `${at}/versions?limit=1`));
    expect(after.items).toMatchObject([{ version: items[0]!.version + 1, restoredFrom: 1 }]);
    expect(await json(administrator.call('POST', `${at}/versions/999/restore`), 404)).toMatchObject({
      code: 'configuration-version-unknown',
    });
  });

  it.each([
    ['an unknown property', { modeC: {} }],
    ['a value of the wrong type', { modeA: { enabled: 'yes' } }],
    ['a choice that does not exist', { closeAs: 'deleted' }],
  ])('refuses %s and changes nothing', async (_what, body) => {
    const at = await path();
    expect(await json(administrator.call('PUT', at, body), 422)).toMatchObject({ code: 'invalid-body' });
    expect(await json(administrator.call('GET', at))).toEqual(DEFAULT_CONFIGURATION);
  });

  it('A6: shows one version, and takes the same configuration as YAML that it gave, under If-Match', async () => {
    const at = await path();
    expect(await json(administrator.call('GET', `${at}/versions/1`))).toMatchObject({
      version: 1,
      previous: null,
      configuration: DEFAULT_CONFIGURATION,
    });
    expect(await json(administrator.call('GET', `${at}/versions/999`), 404)).toMatchObject({
      code: 'configuration-version-unknown',
    });
    const exported = await administrator.call('GET', `${at}.yaml`);
    expect(exported.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
    const etag = exported.headers.get('etag') ?? '';
    const text = await exported.text();
    expect((await sendYaml(at, text, etag)).headers.get('etag')).toBe(etag);
    const changed = await sendYaml(at, text.replace('closeAs: closed', 'closeAs: solved'), etag);
    expect([changed.status, await changed.text()]).toEqual([200, expect.stringContaining('closeAs: solved')]);
    expect(await json(administrator.call('GET', at))).toMatchObject({ closeAs: 'solved' });
    expect(await json(sendYaml(at, text, etag), 412)).toMatchObject({ code: 'version-conflict' });
  });

  it('A6: names line and place of what is wrong in YAML, and takes it nowhere else', async () => {
    const at = await path();
    expect(await json(sendYaml(at, 'modeB:\n  enabled: true\n'), 422)).toMatchObject({
      code: 'mode-b-incomplete',
      faults: [{ pointer: '/modeB/enabled', line: 2 }],
    });
    expect(await json(sendYaml(at, 'closeAs: [\n'), 400)).toMatchObject({ code: 'unreadable-yaml' });
    const asJson = administrator.call('PUT', `${at}.yaml`, { closeAs: 'solved' });
    expect(await json(asJson, 415)).toMatchObject({ code: 'media-type-unsupported' });
    expect(await json(sendYaml(at, 'closeAs: solved', undefined, ''), 415)).toMatchObject({
      code: 'media-type-unsupported',
    });
  });

  const sendYaml = async (at: string, text: string, ifMatch?: string, ending = '.yaml') => {
    const token = await gateway.issuer.token({ role: 'administrator', subject: 'test-administrator' });
    return fetch(`${gateway.service.url}${at}${ending}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/yaml',
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      body: text,
    });
  };

  it('A1: gives an organization another name, and keeps who did it and when', async () => {
    const organization = (await path()).replace('/configuration', '');
    const renamed = await json(administrator.call('PATCH', organization, { name: 'Acme care' }));
    expect(renamed).toMatchObject({ name: 'Acme care', url: gateway.zendesk.url });
    await eventually(
      async () => (await administrator.published(organization.split('/')[3]!))?.name === 'Acme care',
    );
    await json(administrator.call('PATCH', organization, { name: 'Acme care' }));
    const changes = await gateway.parts.database.query(
      `select changed_by, before::json->>'name' as before, after::json->>'name' as after
       from organization_change where action = 'rename'`,
    );
    expect(changes).toEqual([{ changed_by: 'test-administrator', before: 'acme', after: 'Acme care' }]);
    expect(await json(administrator.call('PATCH', organization, { url: 'x' }), 422)).toMatchObject({
      code: 'invalid-body',
    });
  });
});
