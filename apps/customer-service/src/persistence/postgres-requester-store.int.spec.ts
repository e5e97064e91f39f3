import { OutboxPublisher, type LogProducer, type OutgoingMessage } from '@parley/event-log';
import { Database } from '@parley/platform';
import { eventually, testDatabase, type TestDatabase } from '@parley/testing';
import type { ClaimedRequester } from '../resolve-customer/requester';
import type { RequestedCustomer } from '../resolve-customer/requester-store.port';
import { CUSTOMER_SCHEMA, customerMigrations } from './migrations';
import { PostgresOrganizationStore } from './postgres-organization-store';
import { PostgresRequesterStore } from './postgres-requester-store';

const message: OutgoingMessage = { topic: 't', key: 'k', value: '{}', headers: {} };
const LEASE_MS = 60_000;
const told = { version: 1, message };
const linked = (zendeskUserId: number, organizationId = 'org'): RequestedCustomer => ({
  organizationId,
  requesterKey: `user:${zendeskUserId}`,
  wanted: { kind: 'linked', zendeskUserId },
});

describe('PostgresRequesterStore', () => {
  let created: TestDatabase;
  let database: Database;
  let outbox: OutboxPublisher;
  let store: PostgresRequesterStore;
  const sent: OutgoingMessage[] = [];

  beforeAll(async () => {
    created = await testDatabase();
    database = await Database.open({
      url: created.url,
      schema: CUSTOMER_SCHEMA,
      applicationName: 'test',
      migrations: customerMigrations,
    });
    await database.migrate();
    const producer: LogProducer = {
      send: (messages) => {
        sent.push(...messages);
        return Promise.resolve(messages.map(({ topic }, offset) => ({ topic, partition: 0, offset })));
      },
      close: () => Promise.resolve(),
    };
    outbox = new OutboxPublisher({ database, producer });
    store = new PostgresRequesterStore(database, outbox, LEASE_MS);
  });
  afterAll(async () => {
    await outbox.close();
    await database.close();
    await created.drop();
  });
  beforeEach(async () => {
    sent.length = 0;
    await database.query('TRUNCATE requester, organization');
    await database.query(`INSERT INTO organization VALUES ('org', 1, 'active'), ('lost', 1, 'unauthorised')`);
  });

  const remember = (...requested: readonly RequestedCustomer[]) =>
    database.transaction((tx) => store.remember(tx, requested));
  const claimOne = async (): Promise<ClaimedRequester> => {
    const [claimed] = await store.claim(1, []);
    if (claimed === undefined) throw new Error('nothing to claim');
    return claimed;
  };

  it('remembers each requester once, whatever a batch repeats, and says how many are new', async () => {
    const ada: RequestedCustomer = {
      organizationId: 'org',
      requesterKey: 'email:a@b.example',
      wanted: { kind: 'email', email: 'a@b.example', name: 'Ada' },
      traceparent: 'tp',
    };
    expect(await remember(ada, ada, linked(7))).toBe(2);
    expect(await remember(ada, linked(7), linked(8))).toBe(1);
    expect(await store.claim(10, [])).toEqual(
      expect.arrayContaining([
        {
          organizationId: 'org',
          requesterKey: 'email:a@b.example',
          wanted: ada.wanted,
          epoch: 1,
          attempts: 1,
          createSent: false,
          version: 0,
          traceparent: 'tp',
        },
      ]),
    );
  });

  it('gives a requester to one of many claimers', async () => {
    await remember(...Array.from({ length: 50 }, (_, id) => linked(id + 1)));
    const claims = await Promise.all(Array.from({ length: 10 }, () => store.claim(10, [])));
    const keys = claims.flat().map(({ requesterKey }) => requesterKey);
    expect(keys).toHaveLength(50);
    expect(new Set(keys).size).toBe(50);
  });

  it('G5: claims nothing of an organization that is unknown, not authorised, or left out', async () => {
    await remember(linked(1, 'lost'), linked(2, 'stranger'), linked(3));
    expect(await store.claim(10, ['org'])).toEqual([]);
    expect((await store.claim(10, [])).map(({ requesterKey }) => requesterKey)).toEqual(['user:3']);
    const organizations = new PostgresOrganizationStore();
    const document = { organizationId: 'lost', version: 2, state: 'active' } as Parameters<
      PostgresOrganizationStore['apply']
    >[1][number];
    expect(await database.transaction((tx) => organizations.apply(tx, [document]))).toBe(1);
    expect((await store.claim(10, [])).map(({ requesterKey }) => requesterKey)).toEqual(['user:1']);
    const older = { ...document, version: 1, state: 'disconnected' as const };
    expect(await database.transaction((tx) => organizations.apply(tx, [older]))).toBe(0);
    expect(
      await database.query(`SELECT version, state FROM organization WHERE organization_id = 'lost'`),
    ).toEqual([{ version: '2', state: 'active' }]);
  });

  it('writes an answer and what is told about it together, and publishes it', async () => {
    await remember(linked(7));
    const claimed = await claimOne();
    expect(await store.answer(claimed, { state: 'resolved', zendeskUserId: 7 }, told, undefined)).toBe(true);
    await eventually(() => sent.length === 1);
    expect(await store.claim(1, [])).toEqual([]);
    expect(await remember(linked(7))).toBe(0);
  });

  it('writes nothing for a lease that somebody else has taken over', async () => {
    await remember(linked(7));
    const slow = await claimOne();
    await database.query(`UPDATE requester SET lease_until = now() - interval '1 second'`);
    const next = await claimOne();
    expect(next).toMatchObject({ epoch: 2, attempts: 2 });
    expect(await store.noteCreate(slow)).toBe(false);
    expect(await store.answer(slow, { state: 'resolved', zendeskUserId: 1 }, told, undefined)).toBe(false);
    await store.later(slow, 60_000, true);
    expect(await store.noteCreate(next)).toBe(true);
    expect(await store.answer(next, { state: 'resolved', zendeskUserId: 7 }, told, undefined)).toBe(true);
    expect(await database.query('SELECT zendesk_user_id, version FROM requester')).toEqual([
      { zendesk_user_id: '7', version: '1' },
    ]);
    await eventually(() => sent.length === 1);
  });

  it('lets no create be noted once the lease has run out', async () => {
    await remember(linked(7));
    const claimed = await claimOne();
    await database.query(`UPDATE requester SET lease_until = now() - interval '1 second'`);
    expect(await store.noteCreate(claimed)).toBe(false);
  });

  it('C3: leaves a requester to the next claimer after the lease, counted anew from a noted create', async () => {
    await remember(linked(7));
    const vanished = await claimOne();
    const left = async (): Promise<number> => {
      const [row] = await database.query<{ ms: number }>(
        `SELECT extract(epoch FROM lease_until - clock_timestamp())::float8 * 1000 AS ms FROM requester`,
      );
      return row?.ms ?? 0;
    };
    expect(await left()).toBeLessThanOrEqual(LEASE_MS);
    await database.query(`UPDATE requester SET lease_until = lease_until - interval '50 seconds'`);
    const before = await left();
    expect(await store.noteCreate(vanished)).toBe(true);
    expect(await left()).toBeGreaterThan(before + 45_000);
    expect(await store.claim(1, [])).toEqual([]);
    await database.query(`UPDATE requester SET lease_until = clock_timestamp()`);
    expect(await claimOne()).toMatchObject({ createSent: true, epoch: 2 });
  });

  it('tells the next claimer that a create was sent', async () => {
    await remember(linked(7));
    const claimed = await claimOne();
    await store.noteCreate(claimed);
    await store.later(claimed, 0, true);
    expect(await claimOne()).toMatchObject({ createSent: true, attempts: 2 });
  });

  it('takes a try back that asked nothing', async () => {
    await remember(linked(7));
    await store.later(await claimOne(), 0, false);
    expect(await claimOne()).toMatchObject({ attempts: 1 });
  });

  it('C4: looks at a blocked requester again, by itself and when it is asked for', async () => {
    await remember(linked(7));
    const blocked = { state: 'blocked', reason: 'customer-suspended', zendeskUserId: 7 } as const;
    await store.answer(await claimOne(), blocked, told, 300_000);
    expect(await remember(linked(7))).toBe(0); // looked at a moment ago
    await database.query(`UPDATE requester SET checked_at = now() - interval '1 minute'`);
    expect(await remember(linked(7))).toBe(1);
    expect(await claimOne()).toMatchObject({ answer: blocked, version: 1 });
  });
});
