import type { OutboxPublisher, OutgoingMessage } from '@parley/event-log';
import { systemClock, type Database } from '@parley/platform';
import { eventually } from '@parley/testing';
import { LEASE_MS, linked, RequesterStage } from '../../test/requester-stage';
import type { Answer, ClaimedRequester } from '../resolve-customer/requester';
import type { RequestedCustomer } from '../resolve-customer/requester-store.port';
import { PostgresCustomerChecks } from './postgres-customer-checks';
import { PostgresCustomerMemory } from './postgres-customer-memory';
import { PostgresOrganizationStore } from './postgres-organization-store';
import type { PostgresRequesterStore } from './postgres-requester-store';

const message: OutgoingMessage = { topic: 't', key: 'k', value: '{}', headers: {} };
const told = { version: 1, message };

describe('PostgresRequesterStore', () => {
  let stage: RequesterStage;
  let database: Database;
  let outbox: OutboxPublisher;
  let store: PostgresRequesterStore;
  let sent: OutgoingMessage[];

  beforeAll(async () => {
    stage = await RequesterStage.open();
    ({ database, outbox, store, sent } = stage);
  });
  afterAll(() => stage.close());
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
    expect(await store.claim(10, [{ organizationId: 'org' }])).toEqual([]);
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
    await store.later(slow, 60_000, 'requester');
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
    await store.later(claimed, 0, 'requester');
    expect(await claimOne()).toMatchObject({ createSent: true, attempts: 2 });
  });

  it('takes a try back that asked nothing', async () => {
    await remember(linked(7));
    await store.later(await claimOne(), 0, 'organization');
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

  describe('choices (C3)', () => {
    const ambiguous = { state: 'blocked', reason: 'customer-ambiguous', candidates: [8, 9] } as const;
    const email: RequestedCustomer = {
      organizationId: 'org',
      requesterKey: 'email:a@b.example',
      wanted: { kind: 'email', email: 'a@b.example', name: 'Ada' },
    };
    const choose = (zendeskUserId: number, { organizationId, requesterKey } = email) =>
      database.transaction((tx) => store.choose(tx, [{ organizationId, requesterKey, zendeskUserId }]));

    it('C3: remembers the candidates, and the choice', async () => {
      await remember(email);
      await store.answer(await claimOne(), ambiguous, told, 300_000);
      expect(await store.claim(1, [])).toEqual([]);
      expect(await choose(9)).toBe(1);
      expect(await claimOne()).toMatchObject({ answer: ambiguous, chosenUserId: 9, version: 1, attempts: 1 });
    });

    it('C3: wins over a worker that was looking when it came', async () => {
      await remember(email);
      const looking = await claimOne();
      await choose(9);
      expect(await store.answer(looking, ambiguous, told, 300_000)).toBe(false);
      expect(await claimOne()).toMatchObject({ chosenUserId: 9, version: 0 });
    });

    it('C3: changes nothing for a user whom an advisor chose, or a requester that nobody knows', async () => {
      await remember(linked(7));
      expect(await choose(9, linked(7))).toBe(0);
      expect(await choose(9)).toBe(0);
    });
  });

  describe('looking again (C4, C5)', () => {
    const known = async (id: number, answer: Answer) => {
      await remember(linked(id));
      await store.answer(await claimOne(), answer, told, undefined);
    };
    const age = () => database.query(`UPDATE requester SET checked_at = now() - interval '6 minutes'`);

    it('takes a page of customers of one organization, blocked ones too, once in an interval', async () => {
      const checks = new PostgresCustomerChecks(database);
      await known(7, { state: 'resolved', zendeskUserId: 7 });
      await known(8, { state: 'blocked', reason: 'customer-suspended', zendeskUserId: 8 });
      await known(9, { state: 'blocked', reason: 'customer-not-found', zendeskUserId: 9 });
      expect(await checks.takePage(300_000)).toBeUndefined();
      await age();
      const page = await checks.takePage(300_000);
      expect(page?.organizationId).toBe('org');
      expect([...(page?.customers ?? [])].sort((a, b) => a.zendeskUserId - b.zendeskUserId)).toEqual([
        { zendeskUserId: 7, knownAs: 'usable' },
        { zendeskUserId: 8, knownAs: 'suspended' },
        { zendeskUserId: 9, knownAs: 'gone' },
      ]);
      expect(await checks.takePage(300_000)).toBeUndefined();
      expect(await checks.findAnew('org', [8, 9, 10])).toBe(2);
      expect((await store.claim(10, [])).map(({ requesterKey }) => requesterKey).sort()).toEqual([
        'user:8',
        'user:9',
      ]);
    });

    it('C4: has a refused user looked at, of that organization alone', async () => {
      await known(7, { state: 'resolved', zendeskUserId: 7 });
      const doubt = (organizationId: string) =>
        database.transaction((tx) => store.doubt(tx, [{ organizationId, zendeskUserId: 7 }]));
      expect(await doubt('lost')).toBe(0);
      expect(await doubt('org')).toBe(1);
      expect(await doubt('org')).toBe(0);
      expect(await claimOne()).toMatchObject({ answer: { state: 'resolved', zendeskUserId: 7 } });
    });
  });

  it('C6: remembers whom an advisor created, once, and tells it; what is known already stays', async () => {
    const memory = new PostgresCustomerMemory(database, outbox, systemClock, 'p.');
    const made = {
      organizationId: 'org',
      requesterKey: 'email:a@b.example',
      email: 'a@b.example',
      name: 'Ada',
      zendeskUserId: 7,
    };
    expect(await memory.userOf('org', made.requesterKey)).toBeUndefined();
    await memory.remember(made);
    await memory.remember({ ...made, zendeskUserId: 8 });
    expect(await memory.userOf('org', made.requesterKey)).toBe(7);
    await eventually(() => sent.length === 1);
    expect(JSON.parse(String(sent[0]?.value))).toMatchObject({ version: 1, zendeskUserId: 7 });
    const wanted = { kind: 'email', email: 'a@b.example', name: 'A' } as const;
    expect(await remember({ organizationId: 'org', requesterKey: made.requesterKey, wanted })).toBe(0);
    expect(sent).toHaveLength(1);
  });
});
