import { ZendeskHosts, type GrantOutcome, type NewToken, type OAuthClient } from '@parley/zendesk';
import type { Attempt } from './attempt';
import { AuthoriseOrganization } from './authorise-organization';
import { callbackPage } from './callback-page';
import { oauthSettingsOf } from './oauth-settings';

const URL_OF_ACME = 'https://acme.zendesk.com';
const CLIENT: OAuthClient = { id: 'parley', secret: 's3cret' };
const GRANTED: GrantOutcome = {
  kind: 'granted',
  grant: { accessToken: 'a', refreshToken: 'r', expiresInS: 1_800, scopes: ['read', 'write'] },
};

function setUp(options: { client?: OAuthClient; known?: OAuthClient; outcome?: GrantOutcome } = {}) {
  const kept = new Map<string, Attempt>();
  const connected: { request: object; by: string; renewal: NewToken['renewal'] }[] = [];
  const hosts = ZendeskHosts.parse();
  const authorising = new AuthoriseOrganization(
    { redirectUri: 'https://parley.example/oauth/callback', client: options.client },
    {
      begin: (attempt) => {
        kept.set(attempt.state, attempt);
        return Promise.resolve(new Date(0));
      },
      take: (state) => {
        const attempt = kept.get(state);
        kept.delete(state);
        return Promise.resolve(attempt);
      },
    },
    {
      authorizeUrl: (url, { client, state }) =>
        Promise.resolve(`${hosts.guard(url).origin}/ask?client=${client.id}&state=${state}`),
      exchangeCode: () => Promise.resolve(options.outcome ?? GRANTED),
    },
    { client: () => Promise.resolve(options.known) },
    {
      connect: (request, by, renewal) => {
        connected.push({ request, by, renewal });
        return Promise.resolve({ kind: 'unreachable' });
      },
    },
  );
  const back = async () => {
    const asked = await authorising.begin({ url: URL_OF_ACME, client: CLIENT, name: 'Acme' }, 'ada');
    if (asked.kind !== 'asked') throw new Error(asked.kind);
    const state = new URL(asked.authorizeUrl).searchParams.get('state') ?? '';
    return new URLSearchParams({ state, code: 'c' });
  };
  return { authorising, connected, kept, back };
}

describe('A1: letting Parley into a Zendesk', () => {
  it('asks with the client given, else the one for all, and says where the page leads back to', async () => {
    const { authorising } = setUp({ client: { id: 'for-all', secret: null } });
    expect(await authorising.begin({ url: URL_OF_ACME, client: CLIENT }, 'ada')).toMatchObject({
      kind: 'asked',
      authorizeUrl: expect.stringContaining('client=parley') as string,
      redirectUrl: 'https://parley.example/oauth/callback',
    });
    expect(await authorising.begin({ url: URL_OF_ACME }, 'ada')).toMatchObject({
      authorizeUrl: expect.stringContaining('client=for-all') as string,
    });
  });

  it('asks nobody without a client, and no host that is no Zendesk', async () => {
    const { authorising, kept } = setUp();
    expect(await authorising.begin({ url: URL_OF_ACME }, 'ada')).toEqual({ kind: 'client-missing' });
    const elsewhere = { url: 'https://acme.example', client: CLIENT };
    expect(await authorising.begin(elsewhere, 'ada')).toMatchObject({ kind: 'url-not-allowed' });
    expect(kept.size).toBe(0);
  });

  it('uses an unguessable state and verifier of its own each time', async () => {
    const { back, kept } = setUp();
    await back();
    await back();
    const secrets = [...kept.values()].flatMap(({ state, verifier }) => [state, verifier]);
    expect(new Set(secrets).size).toBe(4);
    expect(secrets.every((secret) => /^[\w-]{43,}$/.test(secret))).toBe(true);
  });

  it('A2: asks again as the client that it was authorised by', async () => {
    const { authorising } = setUp({ client: { id: 'for-all', secret: null }, known: CLIENT });
    const organization = { id: 'org', url: URL_OF_ACME };
    expect(await authorising.again(organization, undefined, 'ada')).toMatchObject({
      authorizeUrl: expect.stringContaining('client=parley') as string,
    });
    expect(await authorising.again(organization, { id: 'new', secret: null }, 'ada')).toMatchObject({
      authorizeUrl: expect.stringContaining('client=new') as string,
    });
  });

  it('connects with the tokens and what renews them, in the name of whoever asked', async () => {
    const { authorising, connected, back } = setUp();
    await authorising.finish(await back());
    expect(connected).toEqual([
      {
        request: { url: URL_OF_ACME, accessToken: 'a', name: 'Acme' },
        by: 'ada',
        renewal: { client: CLIENT, refreshToken: 'r', expiresInS: 1_800 },
      },
    ]);
  });

  it('comes back once: a replayed or invented state changes nothing', async () => {
    const { authorising, connected, back } = setUp();
    const callback = await back();
    await authorising.finish(callback);
    expect(await authorising.finish(callback)).toEqual({ kind: 'attempt-unknown' });
    const invented = new URLSearchParams({ state: 'invented', code: 'c' });
    expect(await authorising.finish(invented)).toEqual({ kind: 'attempt-unknown' });
    expect(await authorising.finish(new URLSearchParams())).toEqual({ kind: 'attempt-unknown' });
    expect(connected).toHaveLength(1);
  });

  it.each<readonly [string, GrantOutcome, object]>([
    ['a denial', { kind: 'refused', code: 'access_denied' }, { kind: 'denied' }],
    [
      'a refused code',
      { kind: 'refused', code: 'invalid_grant' },
      { kind: 'grant-refused', code: 'invalid_grant' },
    ],
    ['no answer', { kind: 'unknown' }, { kind: 'unreachable' }],
    [
      'too little access',
      {
        kind: 'granted',
        grant: { accessToken: 'a', refreshToken: null, expiresInS: null, scopes: ['read'] },
      },
      { kind: 'scopes-missing', scopes: ['write'] },
    ],
  ])('connects nothing after %s', async (_what, outcome, end) => {
    const { authorising, connected, back } = setUp({ outcome });
    expect(await authorising.finish(await back())).toEqual(end);
    expect(connected).toEqual([]);
  });
});

describe('the page for those who come back', () => {
  it('shows what Zendesk answered as text', () => {
    const { html, status } = callbackPage({ kind: 'grant-refused', code: '<script>alert("x")</script>' });
    expect(status).toBe(422);
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script>');
  });
});

describe('the settings of authorising', () => {
  it('lead back to the public address, else to this machine', () => {
    expect(oauthSettingsOf({ PORT: 3000, PARLEY_PUBLIC_URL: 'https://parley.example' })).toEqual({
      redirectUri: 'https://parley.example/oauth/callback',
      client: undefined,
    });
    expect(oauthSettingsOf({ PORT: 3001, PARLEY_ZENDESK_CLIENT_ID: 'p' })).toEqual({
      redirectUri: 'http://127.0.0.1:3001/oauth/callback',
      client: { id: 'p', secret: null },
    });
  });

  it('refuse a secret without its client', () => {
    expect(() => oauthSettingsOf({ PORT: 3000, PARLEY_ZENDESK_CLIENT_SECRET: 's' })).toThrow(
      'PARLEY_ZENDESK_CLIENT_ID',
    );
  });
});
