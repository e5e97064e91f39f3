import { decideOnConsent, eventually, SANDBOX_TOKEN, ZendeskSandbox } from '@parley/testing';
import { Administrator, json } from './administrator';
import { GatewayHarness } from './gateway-harness';

interface Organizations {
  readonly items: readonly { readonly id: string; readonly url: string; readonly state: string }[];
}

interface Asked {
  readonly authorizeUrl: string;
  readonly redirectUrl: string;
}

describe('authorising a Zendesk by its own pages', () => {
  let sandbox: ZendeskSandbox;
  let gateway: GatewayHarness;
  let administrator: Administrator;
  const secrets = new Map<string, string>();

  beforeAll(async () => {
    sandbox = await ZendeskSandbox.start();
    gateway = await GatewayHarness.start({ alsoAllowed: sandbox.host });
    administrator = new Administrator(gateway);
    await eventually(async () => (await fetch(`${gateway.service.url}/health/ready`)).ok, {
      timeoutMs: 60_000,
    });
    const { redirectUrl } = await ask({ id: 'not-registered' });
    for (const [identifier, scopes] of [
      ['parley', ['read', 'write']],
      ['elsewhere', ['read', 'write']],
    ] as const) {
      const client = {
        name: identifier,
        identifier,
        redirect_uri: [identifier === 'parley' ? redirectUrl : 'https://elsewhere.example/callback'],
        scopes,
      };
      const made = await sandbox.call<{ client: { secret: string } }>('POST', '/api/v2/oauth/clients', {
        client,
      });
      secrets.set(identifier, made.client.secret);
    }
  });
  afterAll(async () => {
    await gateway.stop();
    await sandbox.stop();
  });

  const ask = (oauthClient: object): Promise<Asked> =>
    json<Asked>(administrator.call('POST', '/v1/organizations', { url: sandbox.url, oauthClient }), 202);
  const asParley = () => ({ id: 'parley', secret: secrets.get('parley') });
  const signedIn = async (): Promise<number> => {
    const { user } = await sandbox.call<{ user: { id: number } }>('GET', '/api/v2/users/me.json');
    return user.id;
  };
  /** The browser follows Zendesk back to Parley, wherever this replica is. */
  const comesBack = async (to: URL): Promise<{ status: number; page: string; policy: string | null }> => {
    const answer = await fetch(gateway.service.url + to.pathname + to.search);
    return {
      status: answer.status,
      page: await answer.text(),
      policy: answer.headers.get('content-security-policy'),
    };
  };
  const organizations = () => json<Organizations>(administrator.call('GET', '/v1/organizations'));

  it('A1: is not connected before the administrator of that Zendesk has agreed, and is afterwards', async () => {
    const { authorizeUrl } = await ask(asParley());
    expect((await organizations()).items).toEqual([]);
    const back = await decideOnConsent(authorizeUrl, 'allow', await signedIn());
    const { status, page, policy } = await comesBack(back);
    expect(page).toContain('The organization is connected');
    expect(status).toBe(200);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect((await organizations()).items).toMatchObject([{ url: sandbox.url, state: 'active' }]);
    // A replayed address changes nothing.
    expect(await comesBack(back)).toMatchObject({ status: 400 });
  });

  it('A1: keeps code, tokens and secrets sealed, and out of every page', async () => {
    const dump = JSON.stringify([
      await gateway.parts.database.query('select * from zendesk.connection'),
      await gateway.parts.database.query('select * from authorization_attempt'),
    ]);
    expect(dump).not.toContain(secrets.get('parley'));
    const rows = await gateway.parts.database.query<{ sealed_refresh_token: string; client_id: string }>(
      'select client_id, sealed_refresh_token from zendesk.connection',
    );
    expect(rows).toEqual([
      { client_id: 'parley', sealed_refresh_token: expect.stringMatching(/^k1\./) as string },
    ]);
  });

  it('A1: changes nothing when access is denied', async () => {
    const { authorizeUrl } = await ask(asParley());
    const back = await decideOnConsent(authorizeUrl, 'deny', await signedIn());
    expect(await comesBack(back)).toMatchObject({
      status: 403,
      page: expect.stringContaining('Access was denied') as string,
    });
  });

  it('A1: changes nothing for a code that is too old, and says what Zendesk said', async () => {
    const { authorizeUrl } = await ask(asParley());
    const back = await decideOnConsent(authorizeUrl, 'allow', await signedIn());
    await sandbox.call('POST', '/sandbox/clock', { advanceSeconds: 121 });
    const { status, page } = await comesBack(back);
    expect(status).toBe(422);
    expect(page).toContain('invalid_grant');
    expect((await organizations()).items).toMatchObject([{ state: 'active' }]);
  });

  it('A1: a client that is registered with another redirect URL is told by Zendesk itself', async () => {
    const { authorizeUrl } = await ask({ id: 'elsewhere', secret: secrets.get('elsewhere') });
    await expect(decideOnConsent(authorizeUrl, 'allow', await signedIn())).rejects.toThrow('400');
  });

  it('A2: authorises again at any time, as the same client, and opens what was shut', async () => {
    const [organization] = (await organizations()).items;
    const id = organization?.id ?? '';
    await gateway.parts.connections.markUnauthorised(
      id,
      (await gateway.parts.connections.find(id))?.tokenVersion ?? 0,
    );
    const asked = await json<Asked>(administrator.call('POST', `/v1/organizations/${id}/reauthorize`, {}));
    const back = await decideOnConsent(asked.authorizeUrl, 'allow', await signedIn());
    const { page } = await comesBack(back);
    expect(page).toContain('The organization is authorised again');
    expect(await gateway.parts.connections.find(id)).toMatchObject({ state: 'active', clientId: 'parley' });
    expect((await gateway.parts.zendesk.me(id)).kind).toBe('ok');
  });

  it('A1: a plain access token still connects, and is not renewed', async () => {
    const body = { url: sandbox.url, accessToken: SANDBOX_TOKEN };
    expect((await administrator.call('POST', '/v1/organizations', body)).status).toBe(200);
    const [{ id } = { id: '' }] = (await organizations()).items;
    expect(await gateway.parts.connections.find(id)).toMatchObject({ clientId: null, isRenewable: false });
  });
});
