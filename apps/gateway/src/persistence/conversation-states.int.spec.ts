import type { Gate, SyncEvent } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import { Database } from '@parley/platform';
import { testDatabase, type TestDatabase } from '@parley/testing';
import { GATEWAY_MIGRATIONS } from './migrations';
import { storeDecisions } from './store-decisions';

const SUBJECT = {
  conversationId: 'conv-1',
  contactId: 'contact-1',
  accountId: 'acc-1',
  organizationId: 'org-1',
};
const CAUSE = { source: '/platforms/test', id: 'e-1' };

function decided(event: Pick<SyncEvent, 'type'> & { data: object }, offset: number): DecodedEvent<SyncEvent> {
  const envelope = { specversion: '1.0', id: `d-${offset}`, source: '/parley/trigger-evaluator' };
  return {
    event: { ...envelope, ...event } as SyncEvent,
    position: { epoch: 0, partition: 0, offset },
    record: { topic: 't', partition: 0, offset, timestamp: 1_000, key: null, value: null, headers: {} },
  };
}

function fired(version: number): DecodedEvent<SyncEvent> {
  const throughPosition = { epoch: 0, partition: 0, offset: version };
  const requester = { key: 'user:42', kind: 'linked', zendeskUserId: 42 };
  const data = {
    ...{ ...SUBJECT, version, ticketKey: '19d42b00-8bdc-5c6f-b895-af4585c1a33f', mode: 'A', trigger: CAUSE },
    ...{ firedAt: throughPosition, throughPosition, requester, frozen: false },
  };
  return decided({ type: 'parley.sync.requested.v1', data }, version);
}

function gatesTold(version: number, gate: Pick<Gate, 'open' | 'reason'>): DecodedEvent<SyncEvent> {
  const gates = [{ gate: 'account-enabled', ...gate, since: '2026-11-21T09:00:00.000Z', cause: CAUSE }];
  return decided({ type: 'parley.sync.held.v1', data: { ...SUBJECT, version, gates } }, version);
}

describe('the state of a conversation', () => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    test = await testDatabase();
    database = await Database.open({
      url: test.url,
      schema: 'gateway',
      applicationName: 'states',
      migrations: GATEWAY_MIGRATIONS,
    });
    await database.migrate();
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  async function after(...events: readonly DecodedEvent<SyncEvent>[]): Promise<unknown> {
    await database.transaction((tx) => storeDecisions(tx, events));
    return (await database.query('select state, reason from conversation'))[0];
  }

  it('X1: is syncing when the report after the firing says that every gate is open', async () => {
    expect(await after(fired(1), gatesTold(2, { open: true }))).toEqual({ state: 'syncing', reason: null });
  });

  it('X1: is held when a gate shuts after the firing, until a newer report says that it opened', async () => {
    const shut = { open: false, reason: 'account-disabled' } as const;
    expect(await after(gatesTold(3, shut))).toEqual({ state: 'held', reason: 'account-disabled' });
    expect(await after(gatesTold(4, { open: true }))).toEqual({ state: 'syncing', reason: null });
  });
});
