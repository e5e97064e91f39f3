import type { SessionView } from '@parley/contracts';
import { Browser, chooseAtIssuer } from '@parley/testing';
import { theStack } from '../src/stack';

/** Signs somebody in with a browser, at the stack's own issuer. */
async function signedIn(person: string, returnTo: string): Promise<Browser> {
  const { gatewayUrl, issuerUrl } = theStack();
  const browser = new Browser(gatewayUrl, gatewayUrl);
  const asked = await browser.open(`/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
  const authorizeUrl = asked.headers.get('location') ?? '';
  expect(new URL(authorizeUrl).origin).toBe(issuerUrl);
  const back = await chooseAtIssuer(authorizeUrl, person);
  expect(back.origin).toBe(gatewayUrl);
  const answer = await browser.open(back.pathname + back.search);
  expect(answer.headers.get('location')).toBe(gatewayUrl + returnTo);
  return browser;
}

const sessionOf = async (browser: Browser): Promise<SessionView> =>
  (await (await browser.open('/v1/session')).json()) as SessionView;

describe('signing in', () => {
  it.each(['administrator', 'advisor', 'operator'])(
    'makes somebody an %s of the running stack',
    async (role) => {
      const browser = await signedIn(`local-${role}`, '/conversations');
      const session = await sessionOf(browser);
      expect(session).toMatchObject({
        subject: `local-${role}`,
        name: `Local ${role}`,
        role,
        sandboxUrl: theStack().sandboxUrl,
      });
      expect((await browser.open('/v1/publishers')).status).toBe(role === 'administrator' ? 200 : 403);
      expect((await browser.send('POST', '/auth/sign-out')).status).toBe(403);
      const csrf = { 'x-csrf-token': session.csrfToken };
      expect((await browser.send('POST', '/auth/sign-out', undefined, csrf)).status).toBe(204);
      expect((await browser.open('/v1/session')).status).toBe(401);
    },
  );

  it('is where the printed tokens come from, too', async () => {
    const { gatewayUrl, issuerUrl, advisorToken } = theStack();
    const [, payload = ''] = advisorToken.split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ iss: issuerUrl });
    const answer = await fetch(`${gatewayUrl}/v1/session`, {
      headers: { authorization: `Bearer ${advisorToken}` },
    });
    expect(await answer.json()).toMatchObject({ subject: 'local-advisor', role: 'advisor', csrfToken: '' });
  });

  it('leads to the page that was asked for, which allows nothing but what comes from the gateway', async () => {
    const { gatewayUrl } = theStack();
    const page = await fetch(`${gatewayUrl}/conversations`, { headers: { accept: 'text/html' } });
    const html = await page.text();
    const nonce = /name="csp-nonce" content="([^"]+)"/.exec(html)?.[1] ?? '';
    expect(page.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
    const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(assets.length).toBeGreaterThan(0);
    for (const path of assets) {
      const asset = await fetch(gatewayUrl + path);
      expect(asset.status).toBe(200);
      expect(asset.headers.get('cache-control')).toContain('immutable');
    }
    expect(html).not.toMatch(/<script(?![^>]*src=)|<style|style="|https?:\/\//);
  });
});
