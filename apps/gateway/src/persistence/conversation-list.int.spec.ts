import { Database } from '@parley/platform';
import { testDatabase } from '@parley/testing';
import type { TestDatabase } from '@parley/testing';
import type { ConversationFilter } from '../explain-conversation/conversation-store';
import { PostgresConversations } from './conversation-store';
import { GATEWAY_MIGRATIONS, GATEWAY_SCHEMA } from './migrations';

const COUNT = 20_000;

describe('the list of conversations', () => {
  let database: TestDatabase;
  let store: Database;
  let conversations: PostgresConversations;
  beforeAll(async () => {
    database = await testDatabase();
    store = await Database.open({
      url: database.url,
      schema: GATEWAY_SCHEMA,
      applicationName: 'test',
      migrations: GATEWAY_MIGRATIONS,
    });
    await store.migrate();
    // Several conversations share each second, so that the order within one must be decided, too.
    await store.query(
      `insert into conversation (id, account_id, contact_id, organization_id, state, reason, first_seen_at, last_seen_at)
       select 'conv-' || n, 'acc-' || n % 50, 'contact-' || n % 5000, 'org-' || n % 3,
         case when n % 100 = 0 then 'parked' else 'held' end, case when n % 100 = 0 then 'ticket-deleted' else 'not-associated' end,
         at, at from generate_series(1, $1::integer) as n, lateral (select timestamptz '2026-11-21T00:00:00Z' + n / 7 * interval '1 second' as at) t`,
      [COUNT],
    );
    await store.query(
      `insert into ticket select gen_random_uuid(), 0, 'conv-' || n, 'org-1', 1000 + n, 'open', 1, 0, 0, n from generate_series(1, 100) as n`,
    );
    await store.query('analyze conversation');
    conversations = new PostgresConversations(store);
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  it('leads through everything, newest activity first, without repeating or skipping', async () => {
    const seen: string[] = [];
    let after: { lastEventAt: string; id: string } | undefined;
    for (;;) {
      const page = await conversations.list({ accountId: 'acc-7' }, 37, after);
      const last = page.at(-1);
      if (last === undefined) break;
      seen.push(...page.map(({ id }) => id));
      after = { lastEventAt: last.lastEventAt, id: last.id };
    }
    expect(new Set(seen).size).toBe(COUNT / 50);
    expect(seen).toHaveLength(COUNT / 50);
  });

  it.each<[ConversationFilter, number]>([
    [{ state: 'parked' }, 200],
    [{ reason: 'ticket-deleted' }, 200],
    [{ organizationId: 'org-1', state: 'parked' }, 67],
    [{ contactId: 'contact-17' }, 4],
    [{ ticket: 1042 }, 1],
    [{ q: 'conv-1999' }, 11],
    [{ q: 'conv-%' }, 0],
    [{ contactId: 'contact-17', state: 'parked' }, 0],
  ])('keeps to %o', async (filter, count) => {
    expect(await conversations.list(filter, 1_000)).toHaveLength(count);
  });

  it.each<ConversationFilter>([
    {},
    { organizationId: 'org-1' },
    { accountId: 'acc-7' },
    { contactId: 'contact-17' },
    { state: 'parked' },
    { reason: 'ticket-deleted' },
    { ticket: 1042 },
  ])('reads an index, never the whole table: %o', async (filter) => {
    const statements: { text: string; parameters: readonly unknown[] }[] = [];
    const recording = {
      query: <Row>(text: string, parameters: readonly unknown[] = []) => {
        statements.push({ text, parameters });
        return store.query<Row>(text, parameters);
      },
    };
    const { listConversations } = await import('./conversation-list');
    await listConversations(recording, filter, 50, undefined);
    const [list] = statements;
    const plan = await store.query<{ 'QUERY PLAN': string }>(`explain ${list!.text}`, list!.parameters);
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).not.toContain('Seq Scan on conversation');
  });
});
