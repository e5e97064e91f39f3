import { Trouble } from '../parts/trouble.mjs';
import { keepPublisherToken, secrets } from './secrets.mjs';

/**
 * The credential that local publishers use: the one of the last start while the gateway still knows it, else a new one.
 * @param {string} gatewayUrl
 * @param {string} administratorToken
 * @returns {Promise<string>}
 */
export async function ensurePublisher(gatewayUrl, administratorToken) {
  const { publisherToken } = secrets();
  if (publisherToken !== undefined && (await isKnown(gatewayUrl, publisherToken))) return publisherToken;
  const response = await fetch(`${gatewayUrl}/v1/publishers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${administratorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'local stack' }),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Trouble(`The gateway did not make a publisher's credential: ${response.status} ${text}`);
  /** @type {{ token: string }} */
  const answer = JSON.parse(text);
  keepPublisherToken(answer.token);
  return answer.token;
}

/**
 * Publishes nothing at all: whatever the gateway says to an empty batch, it is not 401 when it knows the credential.
 * @param {string} gatewayUrl
 * @param {string} token
 */
async function isKnown(gatewayUrl, token) {
  const response = await fetch(`${gatewayUrl}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cloudevents-batch+json' },
    body: '[]',
  });
  await response.arrayBuffer();
  return response.status !== 401;
}
