import { OutboxPublisher, type OutgoingMessage } from '@parley/event-log';
import { Database } from '@parley/platform';
import { testDatabase, type TestDatabase } from '@parley/testing';
import type { RequestedCustomer } from '../resolve-customer/requester-store.port';
import { CUSTOMER_SCHEMA, customerMigrations } from './migrations';
import { PostgresRequesterStore } from './postgres-requester-store';

const message: OutgoingMessage = { topic: 't', key: 'k', value: '{}', headers: {} };
const linked = (zendeskUserId: number): RequestedCustomer => ({
  organizationId: 'org',
  requesterKey: `user:${zendeskUserId}`,
  wanted: { kind: 'linked', zendeskUserId },
});

describe('PostgresRequesterStore while a bucket rests', () => {
  let created: TestDatabase;
  let database: Database;
  let outbox: OutboxPublisher;
  let store: PostgresRequesterStore;

  beforeAll(async () => {
    created = await testDatabase();
    database = await Database.open({
      url: created.url,
      schema: CUSTOMER_SCHEMA,
      applicationName: 'test',
      migrations: customerMigrations,
    });
    await database.migrate();
    const producer = {
      send: (messages: readonly OutgoingMessage[]) =>
        Promise.resolve(messages.map(({ topic }, offset) => ({ topic, partition: 0, offset }))),
      close: () => Promise.resolve(),
    };
    outbox = new OutboxPublisher({ database, producer });
    store = new PostgresRequesterStore(database, outbox, 60_000);
    await database.query(`INSERT INTO organization VALUES ('org', 1, 'active')`);
  });
  afterAll(async () => {
    await outbox.close();
    await database.close();
    await created.drop();
  });

  it('C3, K15: leaves out those whose try a resting bucket ended, until they get an answer, and nobody else', async () => {
    await database.transaction((tx) => store.remember(tx, [linked(7), linked(8), linked(9)]));
    const waiting = { bucket: 'route:POST /api/v2/users' };
    const keys = async (bucket: string) => {
      const claimed = await store.claim(10, [{ organizationId: 'org', bucket }]);
      for (const requester of claimed) await store.later(requester, 0, 'organization');
      return claimed.map(({ requesterKey }) => requesterKey).sort();
    };
    const [first] = await store.claim(1, []);
    if (first === undefined) throw new Error('nothing to claim');
    await store.later(first, 0, waiting);
    const others = ['user:7', 'user:8', 'user:9'].filter((key) => key !== first.requesterKey);
    expect(await keys(waiting.bucket)).toEqual(others);
    expect(await keys('route:GET /api/v2/users/search')).toEqual(['user:7', 'user:8', 'user:9']);
    // What was in its way then was something else: the bucket says nothing about it any more.
    expect(await keys(waiting.bucket)).toEqual(['user:7', 'user:8', 'user:9']);
    for (const claimed of await store.claim(10, [])) await store.later(claimed, 0, waiting);
    for (const claimed of await store.claim(10, []))
      await store.answer(claimed, { state: 'resolved', zendeskUserId: 7 }, { version: 1, message }, 0);
    expect(await keys(waiting.bucket)).toEqual(['user:7', 'user:8', 'user:9']);
  });
});
