import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { TokenVerifier } from '../src/access/token-verifier';

/** What a test may say differently in a token. */
export interface TokenFacts {
  readonly role?: string;
  readonly subject?: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** Seconds from now; may lie in the past. */
  readonly expiresIn?: number;
}

/** An issuer of a test's own. */
export interface TestIssuer {
  readonly jwksPath: string;
  readonly verifier: TokenVerifier;
  token(facts?: TokenFacts): Promise<string>;
  remove(): Promise<void>;
}

export const TEST_ISSUER = 'https://issuer.test';

/** Makes an ES256 key, its JWKS file and a verifier that trusts it. */
export async function testIssuer(): Promise<TestIssuer> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-issuer-'));
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwksPath = join(folder, 'jwks.json');
  const key = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256' };
  await writeFile(jwksPath, JSON.stringify({ keys: [key] }));
  const verifier = await TokenVerifier.open(
    { jwks: jwksPath, issuer: TEST_ISSUER, audience: 'parley', roleClaim: 'role' },
    true,
  );
  return {
    jwksPath,
    verifier,
    token: ({ role, subject = 'ada', issuer = TEST_ISSUER, audience = 'parley', expiresIn = 600 } = {}) =>
      new SignJWT(role === undefined ? {} : { role })
        .setProtectedHeader({ alg: 'ES256', kid: 'test' })
        .setSubject(subject)
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime(Math.floor(Date.now() / 1_000) + expiresIn)
        .sign(privateKey),
    remove: () => rm(folder, { recursive: true }),
  };
}
