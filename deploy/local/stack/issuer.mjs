import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { personWith } from '../issuer/people.mjs';
import { readJson, writePrivately } from '../parts/part-file.mjs';
import { STATE } from '../paths.mjs';

const FOLDER = join(STATE, 'issuer');
const PRIVATE_KEY = join(FOLDER, 'private.jwk.json');
const KEY_ID = 'local-1';
const ALGORITHM = 'ES256';

export const AUDIENCE = 'parley';
/** The gateway at the stack's own issuer. */
export const CLIENT_ID = 'parley';
/** The public keys, for services to verify with: they need not wait for the issuer's process. */
export const JWKS = join(FOLDER, 'jwks.json');

/**
 * The stack's own issuer of people's tokens, where people sign in too. Production refuses an issuer without TLS.
 * @param {number} port of its process
 */
export function issuerUrl(port) {
  return `http://127.0.0.1:${port}`;
}

/**
 * A token of a person with a role, for 30 days.
 * @param {import('../issuer/people.mjs').Role} role
 * @param {string} issuer
 * @returns {Promise<string>}
 */
export async function mintToken(role, issuer) {
  const key = await signingKey();
  const { sub, name } = personWith(role);
  return new SignJWT({ role, name })
    .setProtectedHeader({ alg: ALGORITHM, kid: KEY_ID, typ: 'JWT' })
    .setSubject(sub)
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime('30d')
    .sign(await importJWK(key, ALGORITHM));
}

/**
 * The private key that signs everything, made once and kept.
 * @returns {Promise<import('jose').JWK>}
 */
export async function signingKey() {
  const about = { kid: KEY_ID, alg: ALGORITHM, use: 'sig' };
  if (existsSync(JWKS)) {
    const kept = readJson(PRIVATE_KEY);
    if (kept !== undefined) return { ...kept, ...about };
  }
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  const [secret, open] = await Promise.all([exportJWK(pair.privateKey), exportJWK(pair.publicKey)]);
  writePrivately(PRIVATE_KEY, JSON.stringify(secret));
  writePrivately(JWKS, JSON.stringify({ keys: [{ ...open, ...about }] }));
  return { ...secret, ...about };
}
