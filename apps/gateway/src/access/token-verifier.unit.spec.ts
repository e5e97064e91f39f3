import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import { TEST_ISSUER, testIssuer } from '../../test/people';
import type { TestIssuer } from '../../test/people';
import { LocalIssuerInProductionError, TokenVerifier } from './token-verifier';

describe('TokenVerifier', () => {
  let issuer: TestIssuer;
  beforeAll(async () => {
    issuer = await testIssuer();
  });
  afterAll(() => issuer.remove());

  it('tells who a token is for', async () => {
    const token = await issuer.token({ role: 'advisor', subject: 'grace' });
    const expiresAt = new Date((decodeJwt(token).exp ?? 0) * 1_000);
    expect(await issuer.verifier.verify(token)).toEqual({
      kind: 'valid',
      principal: { kind: 'person', subject: 'grace', role: 'advisor', credential: { expiresAt } },
    });
  });

  it.each([
    ['has expired', { role: 'advisor', expiresIn: -60 }, 'expired'],
    ['is of another issuer', { role: 'advisor', issuer: 'https://else.test' }, 'not-valid'],
    ['is for another service', { role: 'advisor', audience: 'billing' }, 'not-valid'],
    ['names no role', {}, 'role-missing'],
    ['names a role that does not exist', { role: 'root' }, 'role-missing'],
  ])('refuses a token that %s', async (_why, facts, reason) => {
    expect(await issuer.verifier.verify(await issuer.token(facts))).toEqual({ kind: 'invalid', reason });
  });

  it('refuses a token of another key, one without a signature, and one that was changed', async () => {
    const other = await testIssuer();
    const foreign = await other.token({ role: 'administrator' });
    await other.remove();
    const own = await issuer.token({ role: 'advisor' });
    const [header, , signature] = own.split('.');
    const payload = Buffer.from(
      JSON.stringify({ role: 'administrator', sub: 'x', iss: TEST_ISSUER, aud: 'parley', exp: 9e9 }),
    );
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const changed = `${header}.${payload.toString('base64url')}.${signature}`;
    for (const token of [foreign, changed, `${none}.${payload.toString('base64url')}.`, 'a.b.c', '']) {
      expect(await issuer.verifier.verify(token)).toEqual({ kind: 'invalid', reason: 'not-valid' });
    }
  });

  it('does not call a token bad when the keys cannot be had', async () => {
    const server = createServer((_request, response) => response.writeHead(500).end());
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const jwks = `http://127.0.0.1:${port}/jwks`;
    const verifier = await TokenVerifier.open(
      { jwks, issuer: TEST_ISSUER, audience: 'parley', roleClaim: 'role' },
      false,
    );
    const token = await issuer.token({ role: 'advisor' });
    expect(await verifier.verify(token)).toEqual({ kind: 'keys-unavailable' });
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    expect(await verifier.verify(token)).toEqual({ kind: 'keys-unavailable' });
  });

  it('refuses the local issuer, and any other without TLS, in production', async () => {
    const settings = { jwks: issuer.jwksPath, audience: 'parley', roleClaim: 'role' };
    for (const local of ['http://127.0.0.1:3004', 'http://issuer.example', 'urn:parley:local-issuer']) {
      const opening = TokenVerifier.open({ ...settings, issuer: local }, true);
      await expect(opening).rejects.toBeInstanceOf(LocalIssuerInProductionError);
    }
    const elsewhere = TokenVerifier.open({ ...settings, issuer: 'http://127.0.0.1:3004' }, false);
    await expect(elsewhere).resolves.toBeInstanceOf(TokenVerifier);
  });
});
