import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readJson, writePrivately } from '../parts/part-file.mjs';
import { STATE } from '../paths.mjs';

const FILE = join(STATE, 'secrets.json');

/**
 * Secrets of this clone's local stack, made once and kept: what is sealed in its database must be opened by the next start too.
 * @typedef {{ readonly encryptionKeys: string, readonly sandboxAccessToken: string, readonly serviceToken: string, readonly oidcClientSecret: string, readonly publisherToken?: string }} Secrets
 */

/** @returns {Secrets} */
export function secrets() {
  const kept = readJson(FILE);
  if (typeof kept?.encryptionKeys !== 'string' || typeof kept.sandboxAccessToken !== 'string')
    return keep({
      encryptionKeys: `local:${randomBytes(32).toString('base64')}`,
      sandboxAccessToken: token(),
      serviceToken: token(),
      oidcClientSecret: token(),
    });
  const complete = typeof kept.serviceToken === 'string' && typeof kept.oidcClientSecret === 'string';
  return complete ? kept : keep({ serviceToken: token(), oidcClientSecret: token(), ...kept });
}

/**
 * @param {string} publisherToken
 * @returns {Secrets}
 */
export function keepPublisherToken(publisherToken) {
  return keep({ ...secrets(), publisherToken });
}

/**
 * @param {Secrets} values
 * @returns {Secrets}
 */
function keep(values) {
  writePrivately(FILE, `${JSON.stringify(values, null, 2)}\n`);
  return values;
}

function token() {
  return randomBytes(24).toString('base64url');
}
