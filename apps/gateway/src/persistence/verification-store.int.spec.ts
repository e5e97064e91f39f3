import type { Database } from '@parley/platform';
import type { SyncRequested } from '@parley/contracts';
import { aConversation } from '@parley/testing';
import { gatewayDatabase } from '../../test/gateway-database';
import type { GatewayDatabase } from '../../test/gateway-database';
import { decoded } from '../../test/decoded';
import { CONVERSATION, effect, held, requested, ticket } from '../../test/derived';
import { PROJECTION_STORES } from './projection-stores';
import { PostgresVerification } from './verification-store';

const TABLES =
  'log_event, conversation, gate_report, sync_target, lane, ticket, customer, timeline_entry, routing';

let database: GatewayDatabase;
let store: Database;
let verification: PostgresVerification;
beforeAll(async () => {
  database = await gatewayDatabase();
  store = database.store;
  verification = new PostgresVerification(store);
});
afterAll(() => database.drop());
beforeEach(() => store.query(`truncate ${TABLES}`));

const story = aConversation(CONVERSATION).contactWrites('a').isRoutedTo('team-care').contactWrites('b');
const facts = (events = story.events(), offset = 0) =>
  store.transaction((tx) => PROJECTION_STORES.facts(tx, decoded(events, { offset })));
const decisions = (...events: Parameters<typeof decoded>[0]) =>
  store.transaction((tx) =>
    PROJECTION_STORES.decisions(tx, decoded(events as SyncRequested[], { offset: 9 })),
  );
const emails = async (team = 'team-care') =>
  (await verification.lastRoutings(team, 20)).map(({ email }) => email);

const firedBy = (offset: number, kind: 'email' | 'linked' = 'email') =>
  requested(2, 5, {
    mode: 'B',
    firedAt: { epoch: 0, partition: 0, offset },
    requester:
      kind === 'email'
        ? { key: 'email:ada@example.com', kind, email: 'ada@example.com', name: 'Ada' }
        : { key: 'user:42', kind, zendeskUserId: 42 },
  });
const heldBy = (reason: 'email-missing' | 'email-invalid') => {
  const event = held(1, reason);
  const gates = event.data.gates.map((gate) =>
    gate.gate === 'trigger' ? { ...gate, mode: 'B' as const } : gate,
  );
  return { ...event, data: { ...event.data, gates } };
};

describe('A7: the last routings to the team', () => {
  it.each([
    ['fired Mode B with an address', [firedBy(1)], ['valid']],
    ['fired it with the associated user', [firedBy(1, 'linked')], ['missing']],
    ['was held for want of an address, which came later', [heldBy('email-missing'), firedBy(2)], ['missing']],
    ['was held for an address that is none', [heldBy('email-invalid')], ['invalid']],
    ['came before the address that fired it', [firedBy(2)], ['missing']],
    ['is not decided yet', [], []],
  ])('tell of one that %s', async (_what, told, expected) => {
    await facts();
    for (const event of told) await decisions(event);
    expect(await emails()).toEqual(expected);
    expect(await emails('another-team')).toEqual([]);
  });

  it('tell the same where the decision was read before the routing', async () => {
    await decisions(heldBy('email-invalid'));
    await facts();
    expect(await emails()).toEqual(['invalid']);
  });

  it('are the last hundred of a team, whatever the number, and no address is kept', async () => {
    for (let batch = 0; batch < 3; batch += 1) {
      const events = Array.from({ length: 50 }, (_, one) =>
        aConversation(`conv-${batch}-${one}`).isRoutedTo('team-care').events(),
      ).flat();
      await facts(events, batch * 50);
    }
    const [kept] = await store.query(
      'select count(*)::int as count, min("offset")::int as oldest from routing',
    );
    expect(kept).toEqual({ count: 100, oldest: 50 });
  });
});

describe('A7: what the steps are verified against', () => {
  it('knows the first message, and the newest ticket with its last acknowledged change', async () => {
    expect(await verification.history(CONVERSATION)).toBeUndefined();
    await facts();
    expect(await verification.firstMessageAt(CONVERSATION)).toBe('2026-11-21T12:00:00.000Z');
    await decisions(requested(1, 3));
    await store.transaction((tx) =>
      PROJECTION_STORES.tickets(
        tx,
        decoded([effect(1, 'in-flight'), effect(2, 'done'), ticket('created', 3, 2)]),
      ),
    );
    expect(await verification.history(CONVERSATION)).toMatchObject({
      zendeskTicketId: 35,
      wanted: { offset: 3 },
      reached: { offset: 2 },
      lastEffectId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  it('finds the conversation heard of last on an account of the organization', async () => {
    const organization = '5f0c0f0a-9d0e-5b7c-8a57-3f1f5f5d9b12';
    await store.query(
      `insert into organization (id, name, url, state, connected_user_id, version, configuration_version, configuration)
       values ($1, 'acme', 'https://acme', 'active', 1, 1, 1, '{}')`,
      [organization],
    );
    expect(await verification.latestConversation(organization)).toBeUndefined();
    await store.query(
      `insert into linked_account (account_id, organization_id) values ('acc-whatsapp-1', $1)`,
      [organization],
    );
    await facts();
    await facts(aConversation('conv-later').contactWrites('later').events(), 10);
    expect(await verification.latestConversation(organization)).toBe('conv-later');
  });
});
