import { ZendeskHosts } from '@parley/zendesk';
import type { Me, ZendeskOutcome } from '@parley/zendesk';
import { DEFAULT_CONFIGURATION } from '@parley/contracts';
import { ConnectOrganization, organizationId } from './connect-organization';
import type { Organization } from './organization';

const URL_OF_ACME = 'https://acme.zendesk.com';
const facts = { method: 'GET', path: '/api/v2/users/me', durationMs: 1 } as const;
const administrator: ZendeskOutcome<Me> = {
  ...facts,
  kind: 'ok',
  status: 200,
  body: { id: 7, role: 'admin' },
  replayed: false,
  unpermittedKeys: [],
};

function setUp(outcome: ZendeskOutcome<Me>, known?: Organization) {
  const done: string[] = [];
  const connecting = new ConnectOrganization(
    ZendeskHosts.parse('127.0.0.1:4000'),
    { verify: () => Promise.resolve(outcome) },
    {
      connect: (id) => {
        done.push('seal token');
        return Promise.resolve({
          organizationId: id,
          url: URL_OF_ACME,
          state: 'active',
          connectedUserId: 7,
          tokenVersion: 1,
          connectedAt: new Date(0),
          stateChangedAt: new Date(0),
          clientId: null,
          expiresAt: null,
          isRenewable: false,
        });
      },
      disconnect: () => Promise.resolve(done.push('erase token') > 0),
    },
    {
      connect: (connection) => {
        done.push('store organization');
        return Promise.resolve({
          organization: organizationOf(connection.id, connection.name),
          created: known === undefined,
        });
      },
      find: () => Promise.resolve(known),
      rename: () => Promise.resolve(undefined),
      list: () => Promise.resolve([]),
      setState: (_id, state) => Promise.resolve(done.push(state) > 0),
    },
    { publish: () => Promise.resolve(void done.push('publish')) },
  );
  return { connecting, done };
}

function organizationOf(id: string, name: string): Organization {
  const at = new Date('2026-11-21T09:00:00Z');
  const versions = { version: 1, configurationVersion: 1 };
  return {
    id,
    name,
    url: URL_OF_ACME,
    state: 'active',
    connectedUserId: 7,
    ...versions,
    configuration: DEFAULT_CONFIGURATION,
    createdAt: at,
    changedAt: at,
  };
}

describe('A1: connecting an organization', () => {
  it('checks the token, seals it, stores the organization under its subdomain, and tells everybody', async () => {
    const { connecting, done } = setUp(administrator);
    const outcome = await connecting.connect({ url: `${URL_OF_ACME}/`, accessToken: 't' }, 'ada');
    expect(outcome).toMatchObject({
      kind: 'connected',
      organization: { id: organizationId(URL_OF_ACME), name: 'acme' },
    });
    expect(done).toEqual(['seal token', 'store organization', 'publish']);
  });

  it('is the same organization when the same URL is connected again', async () => {
    const known = organizationOf(organizationId(URL_OF_ACME), 'acme');
    const { connecting } = setUp(administrator, known);
    const outcome = await connecting.connect({ url: URL_OF_ACME, accessToken: 'new' }, 'ada');
    expect(outcome).toMatchObject({ kind: 'reauthorised', organization: { id: known.id } });
  });

  it.each([
    'http://acme.zendesk.com',
    'https://acme.zendesk.com.evil.example',
    'https://zendesk.com',
    'https://acme.zendesk.com/path',
    'https://user:password@acme.zendesk.com',
    'https://169.254.169.254',
    'http://127.0.0.1:4001',
    'ftp://acme.zendesk.com',
    'nonsense',
  ])('refuses %s before anybody is called', async (url) => {
    const { connecting, done } = setUp(administrator);
    expect(await connecting.connect({ url, accessToken: 't' }, 'ada')).toMatchObject({
      kind: 'url-not-allowed',
    });
    expect(done).toEqual([]);
  });

  it('takes a host that the operator allows', async () => {
    const { connecting } = setUp(administrator);
    expect(await connecting.connect({ url: 'http://127.0.0.1:4000', accessToken: 't' }, 'ada')).toMatchObject(
      { kind: 'connected' },
    );
  });

  it.each<[string, ZendeskOutcome<Me>, string]>([
    ['an unknown token', { ...facts, kind: 'unauthorised', sent: true }, 'token-refused'],
    ['an end user', { ...administrator, body: { id: 7, role: 'end-user' } }, 'token-refused'],
    [
      'missing scopes',
      { ...facts, kind: 'refused', status: 403, code: 'forbidden', detail: '', fields: [], body: undefined },
      'token-refused',
    ],
    ['a private address', { ...facts, kind: 'not-sent', reason: 'host-refused' }, 'url-not-allowed'],
    ['no connection', { ...facts, kind: 'not-sent', reason: 'connect-failed' }, 'unreachable'],
    ['no answer in time', { ...facts, kind: 'unknown', reason: 'timeout', detail: '' }, 'unreachable'],
    [
      'too many requests',
      { ...facts, kind: 'rate-limited', retryAfterMs: 1, bucket: 'account', sent: true },
      'unreachable',
    ],
  ])('changes nothing after %s', async (_what, outcome, kind) => {
    const { connecting, done } = setUp(outcome);
    expect(await connecting.connect({ url: URL_OF_ACME, accessToken: 't' }, 'ada')).toMatchObject({ kind });
    expect(done).toEqual([]);
  });

  it('disconnects: the token is erased first, then everybody is told', async () => {
    const { connecting, done } = setUp(administrator, organizationOf('id', 'acme'));
    expect(await connecting.disconnect('id', 'ada')).toBe(true);
    expect(done).toEqual(['erase token', 'disconnected', 'publish']);
  });

  it('does not disconnect what was never connected', async () => {
    const { connecting, done } = setUp(administrator);
    expect(await connecting.disconnect('id', 'ada')).toBe(false);
    expect(done).toEqual([]);
  });
});
