import { KeyRing, SealBrokenError, type Database } from '@parley/platform';
import { zendeskDatabase, type ZendeskDatabase } from '../../test/zendesk-database';
import { ZendeskHosts, ZendeskHostRefusedError } from '../http/zendesk-hosts';
import {
  ConnectionStore,
  OrganizationNotConnectedError,
  OrganizationUrlChangedError,
} from './connection-store';

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

  it('A1: re-authorises, and only what is connected', async () => {
    await store.connect('org', url, token);
    await store.markUnauthorised('org', 1);
    expect(await store.reauthorise('org', { accessToken: 'fresh', connectedUserId: 900 })).toMatchObject({
      state: 'active',
      tokenVersion: 2,
    });
    await expect(store.reauthorise('other', token)).rejects.toThrow(OrganizationNotConnectedError);
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
