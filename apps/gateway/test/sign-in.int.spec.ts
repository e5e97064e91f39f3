import { Browser, LocalIssuer, chooseAtIssuer, eventually } from '@parley/testing';
import type { EmbeddedSession, SessionView } from '@parley/contracts';
import { json } from './administrator';
import { GatewayHarness } from './gateway-harness';

const PUBLIC_URL = 'http://parley.test:3000';

describe('signing in at an issuer', () => {
  let issuer: LocalIssuer;
  let gateway: GatewayHarness;

  beforeAll(async () => {
    issuer = await LocalIssuer.start(PUBLIC_URL);
    gateway = await GatewayHarness.start({
      settings: {
        ...issuer.settings,
        PARLEY_PUBLIC_URL: PUBLIC_URL,
        PARLEY_SANDBOX_URL: 'http://127.0.0.1:4000',
      },
    });
    await eventually(async () => (await fetch(`${gateway.service.url}/health/ready`)).ok, {
      timeoutMs: 60_000,
    });
  });
  afterAll(async () => {
    await gateway.stop();
    await issuer.stop();
  });

  const aBrowser = () => new Browser(gateway.service.url, PUBLIC_URL);
  /** Wants to sign in; gives where the gateway sends the browser. */
  const wants = async (browser: Browser, returnTo = '/organizations'): Promise<string> => {
    const answer = await browser.open(`/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
    expect(answer.status).toBe(302);
    return answer.headers.get('location') ?? '';
  };
  const signIn = async (role: string, returnTo?: string): Promise<Browser> => {
    const browser = aBrowser();
    const back = await chooseAtIssuer(await wants(browser, returnTo), `local-${role}`);
    const answer = await browser.open(back.pathname + back.search);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(PUBLIC_URL + (returnTo ?? '/organizations'));
    return browser;
  };
  const sessionOf = (browser: Browser) => json<SessionView>(browser.open('/v1/session'));

  it.each(['administrator', 'advisor', 'operator'])('makes somebody an %s', async (role) => {
    const browser = await signIn(role, '/conversations/conv-1?tab=timeline');
    expect(await sessionOf(browser)).toMatchObject({
      subject: `local-${role}`,
      name: `Local ${role}`,
      role,
      platformName: 'Alcmeon',
      sandboxUrl: 'http://127.0.0.1:4000',
    });
    const organizations = await browser.open('/v1/publishers');
    expect(organizations.status).toBe(role === 'administrator' ? 200 : 403);
  });

  it('keeps nothing by which somebody could take the session over', async () => {
    const browser = await signIn('advisor');
    const rows = JSON.stringify(await gateway.parts.database.query('select * from session'));
    const { csrfToken } = await sessionOf(browser);
    for (const secret of [...browser.cookies.values(), csrfToken]) expect(rows).not.toContain(secret);
  });

  it('lets a page change something, and nobody else', async () => {
    const browser = await signIn('administrator');
    const add = (headers: Record<string, string>) =>
      browser.send('POST', '/v1/publishers', { name: 'by cookie' }, headers);
    expect(await json(add({}), 403)).toMatchObject({ code: 'csrf-token-invalid' });
    const { csrfToken } = await sessionOf(browser);
    expect((await add({ 'x-csrf-token': csrfToken })).status).toBe(201);
    const other = await signIn('administrator');
    expect(await json(add({ 'x-csrf-token': (await sessionOf(other)).csrfToken }), 403)).toMatchObject({
      code: 'csrf-token-invalid',
    });
  });

  it('signs out: the cookie is forgotten, and worthless to whoever kept it', async () => {
    const browser = await signIn('advisor');
    const kept = new Map(browser.cookies);
    const { csrfToken } = await sessionOf(browser);
    const answer = await browser.send('POST', '/auth/sign-out', undefined, { 'x-csrf-token': csrfToken });
    expect(answer.status).toBe(204);
    expect(browser.cookies.has('parley_session')).toBe(false);
    expect((await browser.open('/v1/session')).status).toBe(401);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect(await json(browser.open('/v1/session'), 401)).toMatchObject({ code: 'credential-invalid' });
  });

  it('signs nobody in by the link of another browser: no one can be made somebody else', async () => {
    const attacker = aBrowser();
    const back = await chooseAtIssuer(await wants(attacker), 'local-advisor');
    const victim = aBrowser();
    await wants(victim);
    const answer = await victim.open(back.pathname + back.search);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('This link does not work any more');
    expect(victim.cookies.has('parley_session')).toBe(false);
  });

  it('takes each link once', async () => {
    const browser = aBrowser();
    const back = await chooseAtIssuer(await wants(browser), 'local-advisor');
    expect((await browser.open(back.pathname + back.search)).status).toBe(302);
    const again = await browser.open(back.pathname + back.search);
    // The issuer knows the code as used, too.
    expect([400, 422]).toContain(again.status);
    expect(again.headers.getSetCookie()).toEqual([]);
  });

  it('goes on in several tabs at once', async () => {
    const browser = aBrowser();
    const tabs = [await wants(browser, '/one'), await wants(browser, '/two')];
    for (const [index, url] of tabs.entries()) {
      const back = await chooseAtIssuer(url, 'local-operator');
      const answer = await browser.open(back.pathname + back.search);
      expect(answer.headers.get('location')).toBe(`${PUBLIC_URL}/${['one', 'two'][index]}`);
    }
  });

  it('says what happened to whoever was denied, and to whoever changed the state', async () => {
    const browser = aBrowser();
    const denied = await chooseAtIssuer(await wants(browser), 'nobody');
    const page = await browser.open(denied.pathname + denied.search);
    expect(page.status).toBe(403);
    expect(await page.text()).toContain('Signing in was denied');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    const state = denied.searchParams.get('state') ?? '';
    denied.searchParams.set('state', `${state.slice(0, -4)}AAAA`);
    expect((await browser.open(denied.pathname + denied.search)).status).toBe(400);
    expect((await browser.open('/auth/callback')).status).toBe(400);
  });

  it('believes no code but those of the issuer', async () => {
    const browser = aBrowser();
    const back = await chooseAtIssuer(await wants(browser), 'local-administrator');
    back.searchParams.set('code', 'made-up');
    const answer = await browser.open(back.pathname + back.search);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('invalid_grant');
  });

  it('gives an embedded page a session of its own, as an advisor, that ends with the one it came of', async () => {
    const browser = await signIn('administrator');
    const { csrfToken, expiresAt } = await sessionOf(browser);
    const asked = () =>
      browser.send('POST', '/v1/session/embedded', undefined, { 'x-csrf-token': csrfToken });
    const embedded = await json<EmbeddedSession>(asked(), 201);
    expect(new Date(embedded.expiresAt).getTime()).toBeLessThan(new Date(expiresAt).getTime());
    const call = (method: string, path: string) =>
      fetch(gateway.service.url + path, { method, headers: { authorization: `Bearer ${embedded.token}` } });
    expect(await json<SessionView>(call('GET', '/v1/session'))).toMatchObject({
      subject: 'local-administrator',
      role: 'advisor',
      csrfToken: '',
    });
    expect(await json(call('GET', '/v1/publishers'), 403)).toMatchObject({ code: 'role-not-allowed' });
    // A session that it asks for itself lives no longer than it.
    const renewed = await json<EmbeddedSession>(call('POST', '/v1/session/embedded'), 201);
    expect(renewed.expiresAt).toBe(embedded.expiresAt);
    await browser.send('POST', '/auth/sign-out', undefined, { 'x-csrf-token': csrfToken });
    expect((await call('GET', '/v1/session')).status).toBe(401);
  });

  it('sends nobody anywhere else afterwards', async () => {
    const browser = aBrowser();
    for (const evil of ['https://evil.example', '//evil.example', '/\\evil.example', '/.//evil.example']) {
      const back = await chooseAtIssuer(await wants(browser, evil), 'local-advisor');
      const answer = await browser.open(back.pathname + back.search);
      expect(answer.headers.get('location')).toBe(`${PUBLIC_URL}/`);
    }
  });
});
