import { KeyRing, SealBrokenError, type Database } from '@parley/platform';
import { zendeskDatabase, type ZendeskDatabase } from '../../test/zendesk-database';
import { ZendeskHosts, ZendeskHostRefusedError } from '../http/zendesk-hosts';
import { ConnectionStore, OrganizationUrlChangedError } from './connection-store';

const keys = `k1:${Buffer.alloc(32, 1).toString('base64')}`;
const otherKeys = `k2:${Buffer.alloc(32, 2).toString('base64')}`;
const url = 'https://acme.zendesk.com';
const token = { accessToken: 'secret-token', connectedUserId: 900 };

describe('ConnectionStore', () => {
  let created: ZendeskDatabase;
  let database: Database;
  let store: ConnectionStore;

  beforeAll(async () => {
    created = await zendeskDatabase();
    database = await created.open();
    store = new ConnectionStore(database, KeyRing.parse(keys), ZendeskHosts.parse());
  });
  afterAll(() => created.drop());
  beforeEach(() => database.query('TRUNCATE connection'));

  it('A1: connects, finds and lists, with the token sealed at rest', async () => {
    const connection = await store.connect('org', `${url}/`, token);
    expect(connection).toMatchObject({
      organizationId: 'org',
      url,
      state: 'active',
      connectedUserId: 900,
      tokenVersion: 1,
    });
    expect(await store.find('org')).toEqual(connection);
    expect(await store.list()).toEqual([connection]);
    expect(await store.authorised('org')).toEqual({ ...connection, accessToken: 'secret-token' });
    expect(JSON.stringify(await database.query('SELECT * FROM connection'))).not.toContain('secret-token');
    expect(await store.find('other')).toBeUndefined();
  });

  it('A1: refuses what is not a Zendesk, and another address for a known organization', async () => {
    await expect(store.connect('org', 'https://evil.example', token)).rejects.toThrow(
      ZendeskHostRefusedError,
    );
    await store.connect('org', url, token);
    await expect(store.connect('org', 'https://other.zendesk.com', token)).rejects.toThrow(
      OrganizationUrlChangedError,
    );
    expect(await store.find('org')).toMatchObject({ url, tokenVersion: 1 });
  });

  it('A2: a refused token shuts G5 once, and a newer token is left alone', async () => {
    await store.connect('org', url, token);
    await store.connect('org', url, { accessToken: 'newer', connectedUserId: 901 });
    expect(await store.markUnauthorised('org', 1)).toBe(false);
    expect(await store.find('org')).toMatchObject({ state: 'active', tokenVersion: 2, connectedUserId: 901 });
    const marks = await Promise.all([store.markUnauthorised('org', 2), store.markUnauthorised('org', 2)]);
    expect(marks.sort()).toEqual([false, true]);
    expect(await store.find('org')).toMatchObject({ state: 'unauthorised' });
  });

  it('A1: seals with the newest key what an older one has sealed', async () => {
    const renewal = { client: { id: 'parley', secret: 's' }, refreshToken: 'r', expiresInS: 1_800 };
    await store.connect('org', url, { ...token, renewal });
    await store.connect('plain', 'https://plain.zendesk.com', token);
    const hosts = ZendeskHosts.parse();
    const rotating = new ConnectionStore(database, KeyRing.parse(`${otherKeys},${keys}`), hosts);
    expect([await rotating.reseal(), await rotating.reseal()]).toEqual([2, 0]);
    const after = new ConnectionStore(database, KeyRing.parse(otherKeys), hosts);
    expect(await after.authorised('plain')).toMatchObject({ accessToken: 'secret-token', tokenVersion: 1 });
    expect(await after.beginRefresh('org', 1, 1_000)).toMatchObject({
      client: { id: 'parley', secret: 's' },
      refreshToken: 'r',
    });
    await expect(store.reseal()).rejects.toThrow(SealBrokenError);
  });

  it('A1: authorises again what was connected before', async () => {
    await store.connect('org', url, token);
    await store.markUnauthorised('org', 1);
    expect(await store.connect('org', url, { accessToken: 'fresh', connectedUserId: 900 })).toMatchObject({
      state: 'active',
      tokenVersion: 2,
    });
  });

  describe('A2: tokens that expire', () => {
    const client = { id: 'parley', secret: 'client-secret' };
    const renewal = { client, refreshToken: 'refresh-1', expiresInS: 1_800 };
    const grant = { accessToken: 'access-2', refreshToken: 'refresh-2', expiresInS: 1_800, scopes: [] };
    const age = (seconds: number) =>
      database.query(
        `UPDATE connection SET refresh_at = refresh_at - $1 * interval '1 s', refreshing_until = refreshing_until - $1 * interval '1 s'`,
        [seconds],
      );

    beforeEach(() => store.connect('org', url, { ...token, renewal }));

    it('are kept sealed, with when they end', async () => {
      const found = await store.find('org');
      expect(found).toMatchObject({ clientId: 'parley', isRenewable: true });
      expect(found?.expiresAt?.getTime()).toBeCloseTo(Date.now() + 1_800_000, -5);
      const rows = JSON.stringify(await database.query('SELECT * FROM connection'));
      expect(rows).not.toMatch(/secret-token|refresh-1|client-secret/);
    });

    it('are due after three quarters of their life', async () => {
      await age(1_300);
      expect(await store.due(10)).toEqual([]);
      await age(60);
      expect(await store.due(10)).toEqual([{ organizationId: 'org', tokenVersion: 1 }]);
    });

    it('are renewed by one process at a time, until its lease ends', async () => {
      const tries = await Promise.all([1, 2, 3].map(() => store.beginRefresh('org', 1, 60_000)));
      const [won, ...others] = tries.filter((inHand) => inHand !== undefined);
      expect(others).toEqual([]);
      expect(won).toEqual({ organizationId: 'org', url, tokenVersion: 1, client, refreshToken: 'refresh-1' });
      await age(1_400);
      expect(await store.due(10)).toEqual([{ organizationId: 'org', tokenVersion: 1 }]);
      expect(await store.beginRefresh('org', 1, 60_000)).toEqual(won);
    });

    it('are stored as a pair, and never over newer ones', async () => {
      const inHand = await store.beginRefresh('org', 1, 60_000);
      if (inHand === undefined) throw new Error('nothing to renew');
      expect(await store.storeRefreshed(inHand, grant)).toBe(true);
      expect(await store.authorised('org')).toMatchObject({ accessToken: 'access-2', tokenVersion: 2 });
      expect(await store.storeRefreshed(inHand, { ...grant, accessToken: 'late' })).toBe(false);
      expect(await store.beginRefresh('org', 1, 60_000)).toBeUndefined();
      expect(await store.beginRefresh('org', 2, 60_000)).toMatchObject({ refreshToken: 'refresh-2' });
    });

    it('keep their refresh token when an answer brings no other, and are tried again later', async () => {
      const inHand = await store.beginRefresh('org', 1, 60_000);
      if (inHand === undefined) throw new Error('nothing to renew');
      await store.endRefresh(inHand, 30_000);
      expect(await store.due(10)).toEqual([]);
      const again = await store.beginRefresh('org', 1, 60_000);
      if (again === undefined) throw new Error('the lease was not given back');
      await store.storeRefreshed(again, { ...grant, refreshToken: null, expiresInS: null });
      expect(await store.find('org')).toMatchObject({ isRenewable: true, expiresAt: null });
      expect(await store.due(10)).toEqual([]);
    });

    it('are gone once the organization is disconnected', async () => {
      await store.disconnect('org');
      expect(await store.find('org')).toMatchObject({ clientId: null, isRenewable: false, expiresAt: null });
      expect(await store.beginRefresh('org', 2, 60_000)).toBeUndefined();
    });
  });

  it('A1: disconnecting erases the token and keeps the row', async () => {
    await store.connect('org', url, token);
    expect(await store.disconnect('org')).toBe(true);
    expect(await store.authorised('org')).toMatchObject({ state: 'disconnected', accessToken: '' });
    expect(await store.disconnect('other')).toBe(false);
  });

  it('opens no token that was sealed with a key that is gone, or moved to another organization', async () => {
    await store.connect('org', url, token);
    const stranger = new ConnectionStore(database, KeyRing.parse(otherKeys), ZendeskHosts.parse());
    await expect(stranger.authorised('org')).rejects.toThrow(SealBrokenError);
    const rotated = new ConnectionStore(
      database,
      KeyRing.parse(`${otherKeys},${keys}`),
      ZendeskHosts.parse(),
    );
    expect(await rotated.authorised('org')).toMatchObject({ accessToken: 'secret-token' });
    await database.query(`UPDATE connection SET organization_id = 'thief'`);
    await expect(store.authorised('thief')).rejects.toThrow(SealBrokenError);
  });
});
