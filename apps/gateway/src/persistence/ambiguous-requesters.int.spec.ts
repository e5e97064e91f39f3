import type { CustomerEvent, SyncEvent } from '@parley/contracts';
import { Database } from '@parley/platform';
import { testDatabase } from '@parley/testing';
import type { TestDatabase } from '@parley/testing';
import { decoded } from '../../test/decoded';
import { CONVERSATION, ORGANIZATION, customer, requested } from '../../test/derived';
import { PostgresAmbiguousRequesters } from './ambiguous-requesters';
import { PostgresConversations } from './conversation-store';
import { GATEWAY_MIGRATIONS, GATEWAY_SCHEMA } from './migrations';
import { PROJECTION_STORES } from './projection-stores';

describe('customers to be chosen among (C3)', () => {
  let created: TestDatabase;
  let store: Database;

  beforeAll(async () => {
    created = await testDatabase();
    const options = { url: created.url, schema: GATEWAY_SCHEMA, applicationName: 'test' };
    store = await Database.open({ ...options, migrations: GATEWAY_MIGRATIONS });
    await store.migrate();
    await store.query(
      `insert into organization (id, name, url, state, connected_user_id, version, configuration_version, configuration, created_at, changed_at)
       values ($1, 'acme', 'https://acme.zendesk.com', 'active', 1, 1, 1, '{}', now(), now())`,
      [ORGANIZATION],
    );
  });
  afterAll(async () => {
    await store.close();
    await created.drop();
  });

  const decide = (event: SyncEvent) =>
    store.transaction((tx) =>
      PROJECTION_STORES.decisions(tx, decoded([event], { offset: event.data.version })),
    );
  const tell = (event: CustomerEvent) =>
    store.transaction((tx) =>
      PROJECTION_STORES.customers(tx, decoded([event], { offset: event.data.version })),
    );

  it('C3: stand in the parked list and in the explanation, for as long as somebody has to choose', async () => {
    const requesters = new PostgresAmbiguousRequesters(store);
    const all = { organizationId: ORGANIZATION };
    await decide(requested(2, 3));
    await tell(customer(1, 'customer-ambiguous', [8, 9]));
    await decide(requested(3, 4));
    const candidates = [8, 9].map((id) => ({
      zendeskUserId: id,
      url: `https://acme.zendesk.com/agent/users/${id}`,
    }));
    const listed = await requesters.list(all, 10);
    expect(listed).toMatchObject([
      { conversationId: CONVERSATION, reason: 'customer-ambiguous', zendeskTicketId: null, candidates },
    ]);
    const { id = '', since = '' } = listed[0] ?? {};
    expect(await requesters.list({ reason: 'ticket-deleted' }, 10)).toEqual([]);
    expect(await requesters.list({ ...all, reason: 'customer-ambiguous' }, 10, { since, id })).toEqual([]);
    expect(await requesters.find(id)).toMatchObject({
      requesterKey: 'user:42',
      reason: 'customer-ambiguous',
      candidates: [8, 9],
    });
    const conversations = new PostgresConversations(store);
    expect(await conversations.find(CONVERSATION)).toMatchObject({ candidates });
    await tell(customer(2));
    expect(await requesters.list(all, 10)).toEqual([]);
    expect(await requesters.find(id)).toMatchObject({ reason: null, candidates: [] });
    expect(await requesters.find('00000000-0000-5000-8000-000000000000')).toBeUndefined();
    expect(await conversations.find(CONVERSATION)).toMatchObject({ candidates: [] });
  });
});
