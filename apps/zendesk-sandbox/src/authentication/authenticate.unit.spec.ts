import { objectAt, SandboxClient } from '../../test/sandbox-client';

const INVALID_TOKEN = {
  error: 'invalid_token',
  error_description: 'The access token provided is expired, revoked, malformed or invalid for other reasons.',
};

describe('OAuth bearer tokens (Zendesk facts: using, checking, revoking)', () => {
  it('"no credentials at all: 401 Couldn\'t authenticate you"', async () => {
    const reply = await new SandboxClient().call('GET', '/api/v2/tickets', { token: null });
    expect(reply).toMatchObject({ status: 401, body: { error: "Couldn't authenticate you" } });
  });

  it('"expired or revoked: 401 invalid_token", word for word', async () => {
    const client = new SandboxClient();
    expect(await client.call('GET', '/api/v2/tickets', { token: 'unknown' })).toMatchObject({
      status: 401,
      body: INVALID_TOKEN,
    });
    const short = await client.call('POST', '/sandbox/tokens', {
      body: { expiresInSeconds: 300, token: 'short-lived' },
    });
    expect(short.status).toBe(201);
    expect((await client.call('GET', '/api/v2/tickets', { token: 'short-lived' })).status).toBe(200);
    await client.advance(300);
    expect(await client.call('GET', '/api/v2/tickets', { token: 'short-lived' })).toMatchObject({
      status: 401,
      body: INVALID_TOKEN,
    });
  });

  it('"users/me returns 200 with an anonymous user (id null) when credentials are missing or the password is wrong"', async () => {
    const client = new SandboxClient();
    const missing = await client.call('GET', '/api/v2/users/me', { token: null });
    expect(missing.status).toBe(200);
    expect(objectAt(missing.body, 'user')['id']).toBeNull();
    const basic = `Basic ${Buffer.from('someone@example.com:wrong').toString('base64')}`;
    const wrong = await client.call('GET', '/api/v2/users/me.json', {
      token: null,
      headers: { authorization: basic },
    });
    expect(objectAt(wrong.body, 'user')['id']).toBeNull();
    const apiToken = `Basic ${Buffer.from('someone@example.com/token:wrong').toString('base64')}`;
    expect(
      (await client.call('GET', '/api/v2/users/me', { token: null, headers: { authorization: apiToken } }))
        .status,
    ).toBe(401);
    expect((await client.call('GET', '/api/v2/users/me', { token: 'unknown' })).status).toBe(401);
  });

  it('users/me shows the user of the token', async () => {
    const reply = await new SandboxClient().get('/api/v2/users/me.json');
    expect(objectAt(reply.body, 'user')).toMatchObject({
      role: 'admin',
      email: 'admin@parley-sandbox.example',
    });
  });

  it('"insufficient scope: 403", with an error object', async () => {
    const client = new SandboxClient();
    await client.call('POST', '/sandbox/tokens', { body: { scopes: ['read'], token: 'read-only' } });
    await client.call('POST', '/sandbox/tokens', {
      body: { scopes: ['users:write', 'users:read'], token: 'users-only' },
    });
    const ticket = { ticket: { comment: { body: 'x' } } };
    const refused = await client.call('POST', '/api/v2/tickets', { token: 'read-only', body: ticket });
    expect(refused.status).toBe(403);
    expect(objectAt(refused.body, 'error')['title']).toBe('Forbidden');
    expect((await client.call('GET', '/api/v2/tickets', { token: 'read-only' })).status).toBe(200);
    expect((await client.call('GET', '/api/v2/tickets', { token: 'users-only' })).status).toBe(403);
    expect((await client.call('GET', '/api/v2/users', { token: 'users-only' })).status).toBe(200);
  });

  it('an end user may not use what agents use', async () => {
    const client = new SandboxClient();
    const user = await client.user({ name: 'Ada' });
    await client.call('POST', '/sandbox/tokens', {
      body: { userId: user['id'] ?? null, token: 'token-of-ada' },
    });
    expect((await client.call('GET', '/api/v2/tickets', { token: 'token-of-ada' })).status).toBe(403);
    expect((await client.call('GET', '/api/v2/users/me', { token: 'token-of-ada' })).status).toBe(200);
  });

  it('"oauth/tokens/current shows the first characters only; DELETE of the same gives 204" and ends the token', async () => {
    const client = new SandboxClient();
    await client.call('POST', '/sandbox/tokens', { body: { token: 'token-to-be-revoked' } });
    const shown = await client.call('GET', '/api/v2/oauth/tokens/current', { token: 'token-to-be-revoked' });
    expect(objectAt(shown.body, 'token')).toMatchObject({
      token: 'token-to-b',
      scopes: ['read', 'write'],
      expires_at: null,
    });
    expect(
      (await client.call('DELETE', '/api/v2/oauth/tokens/current', { token: 'token-to-be-revoked' })).status,
    ).toBe(204);
    expect(await client.call('GET', '/api/v2/tickets', { token: 'token-to-be-revoked' })).toMatchObject({
      status: 401,
      body: INVALID_TOKEN,
    });
  });
});
