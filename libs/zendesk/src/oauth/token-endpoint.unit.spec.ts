import { answer, RawZendesk, type Script } from '../../test/raw-zendesk';
import { HttpClient } from '../http/http-client';
import { ZendeskHosts } from '../http/zendesk-hosts';
import { missingScopes } from './oauth-client';
import { randomSecret, TokenEndpoint } from './token-endpoint';

const CLIENT = { id: 'parley', secret: 's3cret' };
const JSON_TYPE = { 'content-type': 'application/json' };
const PAIR = {
  access_token: 'access-1',
  refresh_token: 'refresh-1',
  token_type: 'bearer',
  scope: 'read write',
  expires_in: 1_800,
  refresh_token_expires_in: 2_592_000,
};

describe('the token endpoint of a Zendesk (A1, A2)', () => {
  let zendesk: RawZendesk;
  let http: HttpClient;
  let endpoint: TokenEndpoint;

  beforeEach(async () => {
    zendesk = await RawZendesk.listen();
    http = new HttpClient({
      callTimeoutMs: 300,
      connectTimeoutMs: 300,
      maxBodyBytes: 10_000,
      connections: 4,
    });
    endpoint = new TokenEndpoint(http, ZendeskHosts.parse(zendesk.host));
  });
  afterEach(async () => {
    await zendesk.close();
    await http.close();
  });

  const authorization = () => ({
    client: CLIENT,
    redirectUri: 'http://127.0.0.1:3000/oauth/callback',
    state: randomSecret(),
    verifier: randomSecret(),
  });
  const refresh = (script: Script) => {
    zendesk.script = script;
    return endpoint.refresh(zendesk.origin, CLIENT, 'refresh-0');
  };
  const exchange = (callback: Readonly<Record<string, string>>, script = answer(200, PAIR, JSON_TYPE)) => {
    zendesk.script = script;
    const asked = authorization();
    const query = new URLSearchParams({ state: asked.state, code: 'code-1', ...callback });
    return endpoint.exchangeCode({ ...asked, url: zendesk.origin, callback: query });
  };
  const sent = () => Object.fromEntries(new URLSearchParams(zendesk.requests[0]?.body.toString('utf8')));

  it('A1: asks a user on the page of that Zendesk, showing only the hash of the verifier', async () => {
    const asked = authorization();
    const url = new URL(await endpoint.authorizeUrl(zendesk.origin, asked));
    expect(url.origin + url.pathname).toBe(`${zendesk.origin}/oauth/authorizations/new`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'parley',
      redirect_uri: asked.redirectUri,
      scope: 'read write',
      state: asked.state,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
    });
    expect(url.href).not.toContain(asked.verifier);
  });

  it('A1: gives tokens for a code, whether the answer is 200 or 201', async () => {
    for (const status of [200, 201]) {
      expect(await exchange({}, answer(status, PAIR, JSON_TYPE))).toEqual({
        kind: 'granted',
        grant: {
          accessToken: 'access-1',
          refreshToken: 'refresh-1',
          expiresInS: 1_800,
          scopes: ['read', 'write'],
        },
      });
    }
    expect(sent()).toMatchObject({
      grant_type: 'authorization_code',
      client_id: 'parley',
      client_secret: 's3cret',
      code: 'code-1',
      redirect_uri: 'http://127.0.0.1:3000/oauth/callback',
      code_verifier: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
  });

  it('A1: a denial, a foreign state and a callback without a code are refused, and nothing is asked', async () => {
    expect(await exchange({ error: 'access_denied' })).toEqual({ kind: 'refused', code: 'access_denied' });
    expect(await exchange({ state: 'foreign' })).toEqual({ kind: 'refused', code: 'invalid_callback' });
    expect(await exchange({ code: '' })).toEqual({ kind: 'refused', code: 'invalid_callback' });
    expect(zendesk.requests).toEqual([]);
  });

  it('A2: renews with the refresh token; a public client sends no secret', async () => {
    zendesk.script = answer(200, { ...PAIR, refresh_token: 'refresh-2' }, JSON_TYPE);
    const outcome = await endpoint.refresh(zendesk.origin, { id: 'parley', secret: null }, 'refresh-1');
    expect(outcome).toMatchObject({ kind: 'granted', grant: { refreshToken: 'refresh-2' } });
    expect(sent()).toEqual({
      grant_type: 'refresh_token',
      client_id: 'parley',
      refresh_token: 'refresh-1',
      expires_in: '172800',
      refresh_token_expires_in: '7776000',
    });
    expect(zendesk.paths).toEqual(['POST /oauth/tokens']);
  });

  it.each<readonly [string, Script, object]>([
    [
      'invalid_grant',
      answer(400, { error: 'invalid_grant' }, JSON_TYPE),
      { kind: 'refused', code: 'invalid_grant' },
    ],
    [
      'invalid_client',
      answer(401, { error: 'invalid_client' }, JSON_TYPE),
      { kind: 'refused', code: 'invalid_client' },
    ],
    [
      'a page that is no OAuth',
      answer(404, '<p>?</p>', { 'content-type': 'text/html' }),
      { kind: 'refused', code: 'http-404' },
    ],
    [
      '429',
      answer(429, { error: 'TooManyRequests' }, JSON_TYPE),
      { kind: 'not-sent', reason: 'rate-limited' },
    ],
    ['500', answer(500, { error: 'invalid_grant' }, JSON_TYPE), { kind: 'unknown' }],
    ['200 without a token', answer(200, { ok: true }, JSON_TYPE), { kind: 'unknown' }],
    [
      '200 that is no JSON',
      answer(200, '<p>Hello</p>', { 'content-type': 'text/html' }),
      { kind: 'unknown' },
    ],
    ['no answer', () => undefined, { kind: 'unknown' }],
    ['a broken connection', (socket) => socket.destroy(), { kind: 'unknown' }],
  ])('A2: knows what an answer means for the old pair: %s', async (_what, script, outcome) => {
    expect(await refresh(script)).toEqual(outcome);
  });

  it('A2: what was surely not sent can be tried again', async () => {
    await zendesk.close();
    const outcome = await endpoint.refresh(zendesk.origin, CLIENT, 'refresh-1');
    expect(outcome).toEqual({ kind: 'not-sent', reason: 'unreachable' });
  });

  it('A1: asks no host that is no Zendesk', async () => {
    expect(await endpoint.refresh('https://evil.example', CLIENT, 'refresh-1')).toEqual({
      kind: 'not-sent',
      reason: 'host-refused',
    });
  });

  it('A1: names the scopes that were not given', () => {
    expect(missingScopes({ scopes: ['read', 'tickets:write'] })).toEqual(['write']);
    expect(missingScopes({ scopes: ['write', 'read', 'impersonate'] })).toEqual([]);
  });
});
