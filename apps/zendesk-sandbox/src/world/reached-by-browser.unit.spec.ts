import { buildServer } from '../server';
import { World } from './world';

const REDIRECT = 'http://127.0.0.1:3000/oauth/callback';

function world(): World {
  const client = { identifier: 'parley', redirectUris: [REDIRECT] };
  return new World({ adminToken: 'token-of-the-administrator', plan: 'unlimited', settings: {}, client });
}

async function pageAt(all: World, host: string, url: string): Promise<string> {
  const reply = await buildServer(all).inject({ method: 'GET', url, headers: { host } });
  return reply.body;
}

describe('an account that a browser reaches, which carries no token', () => {
  it('is known by its host and port; every other host is the default one', async () => {
    const all = world();
    all.create('acme', { host: 'localhost:4001' });
    expect(await pageAt(all, 'localhost:4001', '/agent')).toContain('acme <small>sandbox');
    expect(await pageAt(all, 'localhost:4002', '/agent')).toContain('parley-sandbox <small>sandbox');
  });

  it('knows the client that all accounts know, made before or after', async () => {
    const all = world();
    all.create('acme', { host: 'localhost:4001' });
    const asked = new URLSearchParams({
      client_id: 'parley',
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: 'read write',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    }).toString();
    for (const host of ['localhost:4001', 'localhost:4002'])
      expect(await pageAt(all, host, `/oauth/authorizations/new?${asked}`)).toContain('<bdi>Parley</bdi>');
  });
});
