import { fixedClock } from '@parley/testing';
import type { Publisher } from './publisher';
import { PublisherCredentials } from './publisher-credentials';
import { hashPublisherToken, isPublisherToken, newPublisherToken } from './publisher-token';

const publisher: Publisher = {
  id: 'p1',
  name: 'acme',
  sourcePrefix: null,
  idPrefix: null,
  eventsPerMinute: null,
  createdAt: '2026-11-21T09:00:00.000Z',
  createdBy: 'ada',
};
const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

function setUp() {
  const clock = fixedClock();
  const store = { findByTokenHash: jest.fn<Promise<Publisher | undefined>, [Buffer]>() };
  store.findByTokenHash.mockResolvedValue(publisher);
  return { clock, store, credentials: new PublisherCredentials(store, clock) };
}

describe('PublisherCredentials', () => {
  it('looks a credential up by its hash, and never hands the credential itself on', async () => {
    const { store, credentials } = setUp();
    const token = newPublisherToken();
    expect(isPublisherToken(token)).toBe(true);
    expect(await credentials.find(token)).toBe(publisher);
    expect(store.findByTokenHash.mock.calls).toEqual([[hashPublisherToken(token)]]);
  });

  it('answers from memory for a second, without a promise, then reads again', async () => {
    const { clock, store, credentials } = setUp();
    await credentials.find('t');
    clock.advance(900);
    expect(credentials.find('t')).toBe(publisher);
    clock.advance(200);
    store.findByTokenHash.mockResolvedValue(undefined);
    expect(await credentials.find('t')).toBeUndefined();
    expect(store.findByTokenHash).toHaveBeenCalledTimes(2);
  });

  it('reads once for many requests at the same time', async () => {
    const { store, credentials } = setUp();
    await Promise.all(Array.from({ length: 20 }, async () => credentials.find('t')));
    expect(store.findByTokenHash).toHaveBeenCalledTimes(1);
  });

  it('remembers unknown credentials, too', async () => {
    const { store, credentials } = setUp();
    store.findByTokenHash.mockResolvedValue(undefined);
    await credentials.find('guess');
    await credentials.find('guess');
    expect(store.findByTokenHash).toHaveBeenCalledTimes(1);
  });

  it('trusts a credential that was good while the database is away, for ten minutes', async () => {
    const { clock, store, credentials } = setUp();
    await credentials.find('t');
    store.findByTokenHash.mockRejectedValue(away);
    clock.advance(9 * 60_000);
    expect(await credentials.find('t')).toBe(publisher);
    clock.advance(2 * 60_000);
    await expect(credentials.find('t')).rejects.toBe(away);
  });

  it('trusts nobody it has not seen while the database is away', async () => {
    const { store, credentials } = setUp();
    store.findByTokenHash.mockRejectedValue(away);
    await expect(credentials.find('new')).rejects.toBe(away);
  });

  it('forgets at once what this replica changed', async () => {
    const { store, credentials } = setUp();
    await credentials.find('t');
    credentials.forget();
    await credentials.find('t');
    expect(store.findByTokenHash).toHaveBeenCalledTimes(2);
  });
});
