import { createHash } from 'node:crypto';
import { objectAt, SandboxClient, type Reply } from '../../test/sandbox-client';
import { textOf, type JsonObject } from '../http/json';

const REDIRECT = 'http://localhost:3000/oauth/callback?from=zendesk';
const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-for-pkce';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

interface Setup {
  readonly client: SandboxClient;
  readonly identifier: string;
  readonly secret: string;
}

async function setup(more: JsonObject = {}): Promise<Setup> {
  const client = new SandboxClient();
  const order = {
    name: 'Parley',
    identifier: 'parley',
    redirect_uri: [REDIRECT],
    scopes: ['read', 'write'],
    ...more,
  };
  const reply = await client.call('POST', '/api/v2/oauth/clients', { body: { client: order } });
  expect(reply.status).toBe(201);
  return { client, identifier: 'parley', secret: textOf(objectAt(reply.body, 'client')['secret']) };
}

function query(more: Readonly<Record<string, string>> = {}): string {
  const usual = {
    response_type: 'code',
    client_id: 'parley',
    redirect_uri: REDIRECT,
    scope: 'read write',
    state: 's-1',
  };
  return new URLSearchParams({
    ...usual,
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...more,
  }).toString();
}

/** Presses a button of the consent page; gives where the browser is sent. */
async function decide(client: SandboxClient, decision: string, asked = query()): Promise<URL> {
  const admin = [...client.world.defaultAccount.users.all()][0];
  const reply = await client.app.inject({
    method: 'POST',
    url: `/oauth/authorizations?${asked}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ decision, user_id: String(admin?.id) }).toString(),
  });
  expect(reply.statusCode).toBe(302);
  return new URL(String(reply.headers['location']));
}

async function exchange({ client }: Setup, fields: JsonObject): Promise<Reply> {
  return client.call('POST', '/oauth/tokens', {
    body: { client_id: 'parley', redirect_uri: REDIRECT, ...fields },
    token: null,
  });
}

async function firstPair(made: Setup, fields: JsonObject = {}): Promise<JsonObject> {
  const code = (await decide(made.client, 'allow')).searchParams.get('code');
  const reply = await exchange(made, {
    grant_type: 'authorization_code',
    code,
    code_verifier: VERIFIER,
    ...fields,
  });
  expect(reply.status).toBe(200);
  return reply.body;
}

describe('the consent page (Zendesk facts: endpoints and flow)', () => {
  it('shows who asks for what, and leads to "code (+ state)"', async () => {
    const made = await setup();
    const page = await made.client.call('GET', `/oauth/authorizations/new?${query()}`, { token: null });
    expect(page.status).toBe(200);
    for (const text of ['Parley', 'read', 'write', 'Sandbox Admin', 'localhost:3000'])
      expect(page.text).toContain(text);
    expect(page.headers['content-security-policy']).toContain("form-action 'self' http://localhost:3000;");
    const sent = await decide(made.client, 'allow');
    expect(`${sent.origin}${sent.pathname}`).toBe('http://localhost:3000/oauth/callback');
    expect(Object.fromEntries(sent.searchParams)).toEqual({
      from: 'zendesk',
      code: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      state: 's-1',
    });
  });

  it('"denial: redirect with error=access_denied and error_description"', async () => {
    const { client } = await setup();
    const sent = await decide(client, 'deny');
    expect(sent.searchParams.get('error')).toBe('access_denied');
    expect(sent.searchParams.get('error_description')).toContain('denied');
    expect(sent.searchParams.get('state')).toBe('s-1');
  });

  it.each([
    ['an unknown client', { client_id: 'nobody' }, 'invalid_client'],
    [
      '"redirect_uri must equal a registered one exactly"',
      { redirect_uri: 'http://localhost:3000/oauth/callback' },
      'invalid_request',
    ],
    [
      '"a scope above the client\'s ceiling: 400 invalid_scope"',
      { scope: 'read impersonate' },
      'invalid_scope',
    ],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['the implicit grant', { response_type: 'token' }, 'unsupported_response_type'],
  ])('refuses %s on the page, never by a redirect', async (_, changed, error) => {
    const { client } = await setup();
    const page = await client.call('GET', `/oauth/authorizations/new?${query(changed)}`, { token: null });
    expect(page).toMatchObject({ status: 400 });
    expect(page.text).toContain(error);
  });

  it('"PKCE required for public clients"; redirect URLs are "https, or localhost / 127.0.0.1"', async () => {
    const { client } = await setup({ kind: 'public' });
    const asked = new URLSearchParams(query());
    asked.delete('code_challenge');
    expect((await client.call('GET', `/oauth/authorizations/new?${asked.toString()}`)).status).toBe(400);
    const order = { name: 'x', identifier: 'x', redirect_uri: ['http://example.com/callback'] };
    expect((await client.call('POST', '/api/v2/oauth/clients', { body: { client: order } })).status).toBe(
      422,
    );
  });
});

describe('POST /oauth/tokens', () => {
  it('gives a pair that works, with the lives that were asked for', async () => {
    const made = await setup();
    const pair = await firstPair(made, { expires_in: 300, refresh_token_expires_in: 604_800 });
    expect(pair).toMatchObject({
      token_type: 'bearer',
      scope: 'read write',
      expires_in: 300,
      refresh_token_expires_in: 604_800,
    });
    const me = await made.client.call('GET', '/api/v2/users/me', { token: textOf(pair['access_token']) });
    expect(objectAt(me.body, 'user')['role']).toBe('admin');
    await made.client.advance(300);
    expect(
      (await made.client.call('GET', '/api/v2/tickets', { token: textOf(pair['access_token']) })).status,
    ).toBe(401);
  });

  it('"code good for 120 seconds, single use", for its verifier and redirect URL only', async () => {
    const made = await setup();
    const attempt = async (fields: JsonObject): Promise<Reply> => {
      const code = (await decide(made.client, 'allow')).searchParams.get('code');
      return exchange(made, { grant_type: 'authorization_code', code, code_verifier: VERIFIER, ...fields });
    };
    const refused = { status: 400, body: { error: 'invalid_grant' } };
    expect(await attempt({ code_verifier: 'wrong' })).toMatchObject(refused);
    expect(await attempt({ redirect_uri: 'http://localhost:3000/' })).toMatchObject(refused);
    const code = (await decide(made.client, 'allow')).searchParams.get('code');
    const again = { grant_type: 'authorization_code', code, code_verifier: VERIFIER };
    expect((await exchange(made, again)).status).toBe(200);
    expect(await exchange(made, again)).toMatchObject(refused);
    const late = (await decide(made.client, 'allow')).searchParams.get('code');
    await made.client.advance(120);
    expect(
      await exchange(made, { grant_type: 'authorization_code', code: late, code_verifier: VERIFIER }),
    ).toMatchObject(refused);
  });

  it('"refresh returns a new access and a new refresh token and kills the old pair"; the successor survives a replay', async () => {
    const made = await setup();
    const first = await firstPair(made);
    const refresh = async (token: JsonObject): Promise<Reply> =>
      exchange(made, {
        grant_type: 'refresh_token',
        refresh_token: token['refresh_token'] ?? null,
        client_secret: made.secret,
      });
    const second = await refresh(first);
    expect(second.status).toBe(200);
    expect(second.body['access_token']).not.toBe(first['access_token']);
    const works = async (pair: JsonObject): Promise<number> =>
      (await made.client.call('GET', '/api/v2/tickets', { token: textOf(pair['access_token']) })).status;
    expect(await works(first)).toBe(401);
    expect(await refresh(first)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await works(second.body)).toBe(200);
    await made.client.advance(2_592_000);
    expect(await refresh(second.body)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('wants the secret of a confidential client, and takes forms', async () => {
    const made = await setup();
    const pair = await firstPair(made);
    const wrong = {
      grant_type: 'refresh_token',
      refresh_token: pair['refresh_token'] ?? null,
      client_secret: 'wrong',
    };
    expect(await exchange(made, wrong)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect(await exchange(made, { ...wrong, client_id: 'nobody' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    const form = {
      client_id: 'parley',
      client_secret: made.secret,
      grant_type: 'client_credentials',
      scope: 'read',
    };
    const reply = await made.client.app.inject({
      method: 'POST',
      url: '/oauth/tokens',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(form).toString(),
    });
    expect(JSON.parse(reply.body)).toMatchObject({ scope: 'read', refresh_token: null, expires_in: 1800 });
  });

  it('"expires_in 300–172 800 s": anything else is an invalid_request', async () => {
    const made = await setup();
    const code = (await decide(made.client, 'allow')).searchParams.get('code');
    const reply = await exchange(made, {
      grant_type: 'authorization_code',
      code,
      code_verifier: VERIFIER,
      expires_in: 10,
    });
    expect(reply).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  it('can be disturbed like any call: a refresh whose answer is lost has killed the old pair', async () => {
    const made = await setup();
    const pair = await firstPair(made);
    const fault = { kind: 'status-after', path: '/oauth/tokens', times: 1 };
    await made.client.call('POST', '/sandbox/faults', { body: fault });
    const fields = {
      grant_type: 'refresh_token',
      refresh_token: pair['refresh_token'] ?? null,
      client_secret: made.secret,
    };
    expect((await exchange(made, fields)).status).toBe(500);
    expect(await exchange(made, fields)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });
});
