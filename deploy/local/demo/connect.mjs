import { Trouble } from '../parts/trouble.mjs';
import { waitFor } from '../parts/wait-for.mjs';
import { Refused } from './http.mjs';

/** @typedef {import('./http.mjs').Call} Call */

/** How long a change may take from one service to the others; usually well under a second. */
const WITHIN_MS = 60_000;

/**
 * The customers that the scenario names, as Zendesk users: made by hand there, as if they had written before.
 * @param {Call} zendesk
 * @param {readonly { key: string, name: string, email: string }[]} customers
 * @returns {Promise<Map<string, number>>} Zendesk user ids by key
 */
export async function ensureCustomers(zendesk, customers) {
  /** @type {Map<string, number>} */
  const ids = new Map();
  for (const { key, name, email } of customers) {
    const found = await zendesk('GET', `/api/v2/users/search?query=${encodeURIComponent(`email:${email}`)}`);
    const there = found.users.find((/** @type {any} */ user) => user.email === email);
    // Not create_or_update: Zendesk allows one of those a second.
    const user =
      there ?? (await zendesk('POST', '/api/v2/users', { user: { name, email, verified: true } })).user;
    ids.set(key, user.id);
  }
  return ids;
}

/**
 * Waits until the gateway shows what the platform has told about itself.
 * @param {Call} admin
 * @param {readonly { type: string, data: Record<string, unknown> }[]} directory
 */
export async function untilDirectoryKnown(admin, directory) {
  const lists = [
    { type: 'parley.directory.account.v1', path: '/v1/directory/accounts', key: 'id' },
    { type: 'parley.directory.team.v1', path: '/v1/directory/teams', key: 'id' },
    { type: 'parley.directory.field.v1', path: '/v1/directory/fields', key: 'key' },
  ];
  for (const { type, path, key } of lists) {
    const wanted = directory.filter((entry) => entry.type === type).map(({ data }) => data[key]);
    await waitFor(
      async () => {
        const known = new Set((await allItems(admin, path)).map((item) => item[key]));
        return wanted.every((id) => known.has(id)) || undefined;
      },
      { withinMs: WITHIN_MS, what: `the gateway to know the directory (${path})` },
    );
  }
}

/**
 * Connects the organization, or finds the one that is connected, and configures it as the scenario says.
 * @param {Call} admin
 * @param {{ url: string, accessToken: string, configuration: object, accounts: readonly { accountId: string, enabled: boolean }[] }} wish
 * @returns {Promise<string>} organization id
 */
export async function ensureOrganization(admin, { url, accessToken, configuration, accounts }) {
  const organizations = await allItems(admin, '/v1/organizations');
  const connected = organizations.find((item) => sameOrigin(item.url, url) && item.state !== 'disconnected');
  const { id } = connected ?? (await admin('POST', '/v1/organizations', { url, accessToken }));
  await admin('PUT', `/v1/organizations/${id}/configuration`, configuration);
  const linked = new Map(
    (await allItems(admin, `/v1/organizations/${id}/accounts`)).map((item) => [item.accountId, item]),
  );
  const missing = accounts.map(({ accountId }) => accountId).filter((accountId) => !linked.has(accountId));
  if (missing.length > 0) await admin('POST', `/v1/organizations/${id}/accounts`, { accountIds: missing });
  for (const { accountId, enabled } of accounts) {
    if (linked.get(accountId)?.enabled !== enabled)
      await admin('PATCH', `/v1/organizations/${id}/accounts/${accountId}`, { enabled });
  }
  return id;
}

/**
 * Waits until the deciding service sees an account as the configuration has it: its probe conversation is held by nothing but
 * the trigger. Before that, a conversation that closes at once would count as closed before the connector was switched on (T11).
 * @param {Call} admin
 * @param {string} conversationId
 */
export async function untilGatesOpen(admin, conversationId) {
  await waitFor(
    async () => {
      const seen = await conversation(admin, conversationId);
      const shut = (seen?.gates ?? []).filter((/** @type {any} */ gate) => !gate.open);
      return shut.length > 0 &&
        shut.every((/** @type {any} */ gate) => gate.gate === 'trigger' && gate.reason !== 'no-mode-enabled')
        ? true
        : undefined;
    },
    { withinMs: WITHIN_MS, what: 'the configuration to reach the services' },
  );
}

/**
 * @param {Call} admin
 * @param {string} id
 * @returns {Promise<any>} undefined while the gateway has not heard of it
 */
export async function conversation(admin, id) {
  try {
    return await admin('GET', `/v1/conversations/${encodeURIComponent(id)}`);
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  }
}

/**
 * @param {Call} admin
 * @param {string} path
 * @returns {Promise<any[]>}
 */
async function allItems(admin, path) {
  /** @type {any[]} */
  const items = [];
  let cursor = '';
  do {
    const page = await admin('GET', `${path}${cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`}`);
    if (!Array.isArray(page?.items)) throw new Trouble(`${path} is no list`);
    items.push(...page.items);
    cursor = page.nextCursor ?? '';
  } while (cursor !== '');
  return items;
}

/**
 * @param {string} one
 * @param {string} other
 */
function sameOrigin(one, other) {
  return new URL(one).origin === new URL(other).origin;
}
