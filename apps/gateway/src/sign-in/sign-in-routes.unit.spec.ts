import { KeyRing } from '@parley/platform';
import { TEST_SESSIONS, httpHarness } from '../../test/http-harness';
import type { HttpHarness } from '../../test/http-harness';
import { SESSION_STORE } from '../sessions/session';
import type { NewSession } from '../sessions/session';
import { SESSION_SETTINGS } from '../sessions/session-settings';
import { SIGN_IN_LIFE_MS, SignInAttempts } from './attempts';
import { IDENTITY_PROVIDER } from './identity-provider';
import type { Identification, IdentityProvider } from './identity-provider';
import { OidcIssuer } from './oidc-issuer';

const BROWSER = '__Host-parley_browser';
const PERSON = { kind: 'identified', person: { subject: 'ada', role: 'advisor' } } as const;

/** An issuer that says one thing of whoever comes back. */
function issuerThatSays(identification: Identification): IdentityProvider {
  return {
    authorizeUrl: (_attempt, state) =>
      Promise.resolve(new URL(`https://issuer.example/authorize?state=${encodeURIComponent(state)}`)),
    identify: () => Promise.resolve(identification),
  };
}

describe('the pages of signing in', () => {
  const open: HttpHarness[] = [];
  afterEach(() => Promise.all(open.splice(0).map((harness) => harness.close())));

  const start = async (issuer: IdentityProvider | undefined, publicUrl = TEST_SESSIONS.publicUrl) => {
    const attempts = new Set<string>();
    const harness = await httpHarness([
      { provide: IDENTITY_PROVIDER, useValue: { issuer } },
      { provide: SESSION_SETTINGS, useValue: { ...TEST_SESSIONS, publicUrl } },
      {
        provide: SESSION_STORE,
        useValue: {
          begin: ({ attemptHash }: NewSession) => {
            const key = attemptHash?.toString('hex') ?? '';
            if (attempts.has(key)) return Promise.resolve(undefined);
            attempts.add(key);
            return Promise.resolve({ expiresAt: new Date(9e12) });
          },
        },
      },
    ]);
    open.push(harness);
    const get = async (url: string, cookie = '') => {
      const answer = await harness.inject({ method: 'GET', url, headers: { cookie } });
      return { answer, cookies: [answer.headers['set-cookie'] ?? []].flat() };
    };
    /** Begins; gives the way back, and the cookie that the browser sends with it. */
    const begin = async (returnTo = '/organizations') => {
      const { answer, cookies } = await get(`/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
      const state = new URL(String(answer.headers.location)).searchParams.get('state') ?? '';
      return { back: `/auth/callback?code=c&state=${encodeURIComponent(state)}`, cookie: cookies[0] ?? '' };
    };
    return { harness, get, begin };
  };
  const valueOf = (cookie: string) => cookie.split(';', 1)[0] ?? '';

  it('keep cookies for this host and TLS alone, and from scripts', async () => {
    const { get, begin } = await start(issuerThatSays(PERSON));
    const { back, cookie } = await begin();
    expect(cookie).toMatch(
      /^__Host-parley_browser=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const { answer, cookies } = await get(back, valueOf(cookie));
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe(`${TEST_SESSIONS.publicUrl}/organizations`);
    expect(cookies).toEqual([
      expect.stringMatching(
        /^__Host-parley_session=parley_ses_[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  });

  it('take each link once', async () => {
    const { get, begin } = await start(issuerThatSays(PERSON));
    const { back, cookie } = await begin();
    expect((await get(back, valueOf(cookie))).answer.statusCode).toBe(302);
    const { answer, cookies } = await get(back, valueOf(cookie));
    expect(answer.statusCode).toBe(400);
    expect(cookies).toEqual([]);
  });

  it('take a link in the browser that began alone', async () => {
    const { get, begin } = await start(issuerThatSays(PERSON));
    const [one, other] = [await begin(), await begin()];
    for (const cookie of ['', valueOf(other.cookie), `${BROWSER}=`, `parley_browser=${'x'.repeat(43)}`])
      expect((await get(one.back, cookie)).answer.statusCode).toBe(400);
    expect((await get(one.back, valueOf(one.cookie))).answer.statusCode).toBe(302);
  });

  it('take a link for ten minutes', async () => {
    const { harness, get, begin } = await start(issuerThatSays(PERSON));
    const { back, cookie } = await begin();
    harness.clock.advance(SIGN_IN_LIFE_MS + 1);
    expect((await get(back, valueOf(cookie))).answer.statusCode).toBe(400);
  });

  it.each([
    [{ kind: 'denied' }, 403, 'Signing in was denied'],
    [{ kind: 'role-missing' }, 403, 'You have no role in Parley'],
    [{ kind: 'issuer-refused', code: 'invalid_client' }, 422, 'invalid_client'],
    [{ kind: 'issuer-away' }, 503, 'The issuer did not answer'],
  ] as const)('say what happened: %j', async (identification, status, text) => {
    const { get, begin } = await start(issuerThatSays(identification));
    const { back, cookie } = await begin();
    const { answer, cookies } = await get(back, valueOf(cookie));
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain(text);
    expect(answer.body).toContain('href="https://parley.example/auth/sign-in?returnTo=%2F"');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(cookies).toEqual([]);
  });

  it('are those of one address, by whatever name this machine was called', async () => {
    const { harness } = await start(issuerThatSays(PERSON), 'http://127.0.0.1:3000');
    const from = (host: string) =>
      harness.inject({ method: 'GET', url: '/auth/sign-in?returnTo=/organizations', headers: { host } });
    const { headers } = await from('localhost:3000');
    expect(headers.location).toBe('http://127.0.0.1:3000/auth/sign-in?returnTo=/organizations');
    expect(headers['set-cookie']).toBeUndefined();
    for (const host of ['127.0.0.1:3000', 'evil.example'])
      expect((await from(host)).headers.location).toMatch(/^https:\/\/issuer\.example\//);
  });

  it('say that the issuer is away when it cannot even be asked who it is', async () => {
    const { get } = await start(
      new OidcIssuer({
        issuer: new URL('http://127.0.0.1:9'),
        clientId: 'parley',
        clientSecret: undefined,
        scopes: 'openid',
        roleClaim: 'role',
        redirectUri: 'https://parley.example/auth/callback',
      }),
    );
    const { answer } = await get('/auth/sign-in');
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('The issuer did not answer');
  });

  it('say that signing in is not set up where it is not', async () => {
    const { get } = await start(undefined);
    for (const url of ['/auth/sign-in', '/auth/callback?code=c&state=s']) {
      const { answer } = await get(url);
      expect(answer.statusCode).toBe(501);
      expect(answer.body).toContain('PARLEY_OIDC_CLIENT_ID');
    }
  });
});

describe('an attempt at signing in', () => {
  const clock = { now: () => new Date('2026-11-22T09:00:00Z') };
  const ring = (id: string, byte: number) =>
    KeyRing.parse(`${id}:${Buffer.alloc(32, byte).toString('base64')}`);
  const attempt = { verifier: 'verifier-of-it', nonce: 'nonce-of-it', returnTo: '/organizations' };

  it('travels sealed, and comes back as it was', () => {
    const attempts = new SignInAttempts(ring('k1', 1), clock);
    const state = attempts.begin(attempt, 'browser');
    expect(Buffer.from(state.split('.')[1] ?? '', 'base64url').toString('latin1')).not.toMatch(
      /-of-it|browser/,
    );
    expect(attempts.find(state, 'browser')).toEqual(attempt);
    expect(attempts.find(state, 'another')).toBeUndefined();
    expect(attempts.find(state, undefined)).toBeUndefined();
  });

  it('is believed as this installation sealed it, for this and nothing else', () => {
    const attempts = new SignInAttempts(ring('k1', 1), clock);
    const state = attempts.begin(attempt, 'browser');
    const elsewhere = new SignInAttempts(ring('k1', 2), clock).begin(attempt, 'browser');
    const otherSeal = ring('k1', 1).seal(JSON.stringify(attempt), 'authorization-attempt:x');
    for (const sent of ['', 'x', 'k9.AAAA', `${state}AAAA`, state.slice(0, -8), elsewhere, otherSeal])
      expect(attempts.find(sent, 'browser')).toBeUndefined();
  });
});
