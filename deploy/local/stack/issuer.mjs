import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { readJson, writePrivately } from '../parts/part-file.mjs';
import { STATE } from '../paths.mjs';

const FOLDER = join(STATE, 'issuer');
const PRIVATE_KEY = join(FOLDER, 'private.jwk.json');
const KEY_ID = 'local-1';

/** The stack's own issuer of people's tokens. Services refuse it when NODE_ENV is production. */
export const ISSUER = 'urn:parley:local-issuer';
export const AUDIENCE = 'parley';
/** The public keys, for services to verify with. */
export const JWKS = join(FOLDER, 'jwks.json');

/** @typedef {'administrator' | 'advisor' | 'operator'} Role */

/**
 * A token of a person with a role, for 30 days.
 * @param {Role} role
 * @returns {Promise<string>}
 */
export async function mintToken(role) {
  const key = await importJWK(await privateKey(), 'ES256');
  return new SignJWT({ role, name: `Local ${role}` })
    .setProtectedHeader({ alg: 'ES256', kid: KEY_ID, typ: 'JWT' })
    .setSubject(`local-${role}`)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime('30d')
    .sign(key);
}

/** @returns {Promise<import('jose').JWK>} */
async function privateKey() {
  if (existsSync(JWKS)) {
    const kept = readJson(PRIVATE_KEY);
    if (kept !== undefined) return kept;
  }
  const pair = await generateKeyPair('ES256', { extractable: true });
  const [secret, open] = await Promise.all([exportJWK(pair.privateKey), exportJWK(pair.publicKey)]);
  writePrivately(PRIVATE_KEY, JSON.stringify(secret));
  writePrivately(JWKS, JSON.stringify({ keys: [{ ...open, kid: KEY_ID, alg: 'ES256', use: 'sig' }] }));
  return secret;
}
