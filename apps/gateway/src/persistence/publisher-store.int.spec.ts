import type { Database } from '@parley/platform';
import type { Publisher } from '../publishers/publisher';
import { gatewayDatabase } from '../../test/gateway-database';
import type { GatewayDatabase } from '../../test/gateway-database';
import { PostgresPublishers } from './publisher-store';

const ID = '00000000-0000-4000-8000-000000000001';
const publisher: Publisher = {
  id: ID,
  name: 'acme',
  sourcePrefix: '/platforms/acme',
  idPrefix: null,
  eventsPerMinute: 100,
  createdAt: '2026-11-21T09:00:00.000Z',
  createdBy: 'ada',
};
const HASH = Buffer.alloc(32, 1);

describe('publishers in Postgres', () => {
  let database: GatewayDatabase;
  let store: Database;
  let publishers: PostgresPublishers;
  beforeAll(async () => {
    database = await gatewayDatabase();
    store = database.store;
    publishers = new PostgresPublishers(store);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await store.query('truncate publisher cascade');
    await publishers.add(publisher, HASH);
  });

  it('are found by the hash of their credential', async () => {
    expect(await publishers.findByTokenHash(HASH)).toEqual(publisher);
    expect(await publishers.findByTokenHash(Buffer.alloc(32, 2))).toBeUndefined();
  });

  it('change what is named, and lift a limit with null', async () => {
    expect(await publishers.change(ID, { name: 'acme 2', eventsPerMinute: null })).toEqual({
      ...publisher,
      name: 'acme 2',
      eventsPerMinute: null,
    });
    expect(await publishers.change('00000000-0000-4000-8000-000000000009', { name: 'x' })).toBeUndefined();
  });

  it('grant exactly the allowance to replicas that ask at the same time', async () => {
    const asked = await Promise.all(Array.from({ length: 30 }, () => publishers.takeAllowance(ID, 7, 100)));
    const granted = asked.filter((answer) => answer.granted).length;
    // A minute may end in between, and then a second allowance begins.
    const rows = await store.query<{ taken: number }>('select taken from publisher_usage');
    expect(rows[0]!.taken).toBeLessThanOrEqual(100);
    expect(granted === 14 || granted > 14).toBe(true);
    expect(asked[0]!.windowLeftMs).toBeGreaterThan(0);
    expect(asked[0]!.windowLeftMs).toBeLessThanOrEqual(60_000);
  });

  it('begin a new allowance with the minute', async () => {
    expect(await publishers.takeAllowance(ID, 100, 100)).toMatchObject({ granted: true });
    await store.query(`update publisher_usage set minute = minute - interval '1 minute'`);
    expect(await publishers.takeAllowance(ID, 100, 100)).toMatchObject({ granted: true });
  });

  it('never grant more than the limit at once, nor anything to a publisher that is gone', async () => {
    expect(await publishers.takeAllowance(ID, 101, 100)).toMatchObject({ granted: false });
    expect(await publishers.remove(ID)).toBe(true);
    expect(await publishers.takeAllowance(ID, 1, 100)).toMatchObject({ granted: false });
    expect(await publishers.remove(ID)).toBe(false);
  });
});
