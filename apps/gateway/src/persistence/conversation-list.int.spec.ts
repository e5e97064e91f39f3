import { Database } from '@parley/platform';
import { testDatabase } from '@parley/testing';
import type { TestDatabase } from '@parley/testing';
import type { ConversationFilter } from '../explain-conversation/conversation-store';
import { listConversations } from './conversation-list';
import { PostgresConversations } from './conversation-store';
import { readTimeline } from './conversation-timeline';
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
      `insert into ticket select gen_random_uuid(), 0, 'conv-' || n, 'org-1', 1000 + n, 'open', 1, 0, 0, n from generate_series(1, 10000) as n`,
    );
    await store.query(
      `insert into log_event select sha256(('e-' || n)::bytea), '/test', 'e-' || n, 'parley.message.received.v1',
         case when n % 5 = 0 then 'conv-' || n else 'conv-1' end, 'contact-1', 0, 0, n, timestamptz '2026-11-21T00:00:00Z' + n * interval '1 second', null, 0, 'x'
       from generate_series(1, 10000) as n`,
    );
    await store.query(
      `insert into timeline_entry select gen_random_uuid(), case when n % 5 = 0 then 'conv-' || n else 'conv-1' end,
         timestamptz '2026-11-21T00:00:00Z' + n * interval '1 second', 'decision', n, '{}' from generate_series(1, 10000) as n`,
    );
    await store.query('vacuum (analyze) conversation, ticket, log_event, timeline_entry');
    conversations = new PostgresConversations(store);
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  /** The plans of all statements of a question, with the rows that each step gave. */
  async function plans(ask: (recording: Pick<Database, 'query'>) => Promise<unknown>): Promise<string> {
    const statements: { text: string; parameters: readonly unknown[] }[] = [];
    await ask({
      query: <Row>(text: string, parameters?: readonly unknown[]) => {
        statements.push({ text, parameters: parameters ?? [] });
        return store.query<Row>(text, parameters);
      },
    });
    const lines: string[] = [];
    for (const { text, parameters } of statements) {
      const explain = `explain (analyze, costs off, timing off, buffers off) ${text}`;
      const plan = await store.query<{ 'QUERY PLAN': string }>(explain, parameters);
      lines.push(...plan.map((line) => line['QUERY PLAN']));
    }
    return lines.join('\n');
  }

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
    { q: 'conv-1' },
    { q: 'conv-19999' },
    { accountId: 'acc-7', state: 'held' },
    { organizationId: 'org-1', reason: 'ticket-deleted' },
    { q: 'conv-1', state: 'parked' },
  ])('reads an index, never the whole table: %o', async (filter) => {
    const place = { lastEventAt: '2026-11-21T00:30:00.000Z', id: 'conv-12600' };
    for (const after of [undefined, place]) {
      const plan = await plans((recording) => listConversations(recording, filter, 50, after));
      expect(plan).not.toMatch(/Seq Scan on (conversation|ticket)\b/);
    }
  });

  it('goes by id where the beginning of one is asked for, without repeating or skipping', async () => {
    const seen: string[] = [];
    let after: { lastEventAt: string; id: string } | undefined;
    for (;;) {
      const page = await conversations.list({ q: 'conv-19', organizationId: 'org-1' }, 37, after);
      const last = page.at(-1);
      if (last === undefined) break;
      seen.push(...page.map(({ id }) => id));
      after = { lastEventAt: last.lastEventAt, id: last.id };
    }
    const wanted = Array.from({ length: COUNT }, (_, index) => index + 1)
      .filter((n) => String(n).startsWith('19') && n % 3 === 1)
      .map((n) => `conv-${n}`);
    expect(seen).toEqual(wanted.sort());
  });

  it('reads of a long conversation only the page that was asked for', async () => {
    const after = { at: '2026-11-21T01:00:00.000Z', key: 'f' };
    for (const place of [undefined, after]) {
      const plan = await plans((recording) => readTimeline(recording, 'conv-1', 100, place));
      expect(plan).not.toMatch(/Seq Scan on (conversation|log_event|timeline_entry)\b/);
      const rows = [...plan.matchAll(/(?:log_event|timeline_entry).*actual rows=([\d.]+)/g)].map(
        ([, count]) => Number(count),
      );
      expect(rows).toHaveLength(3);
      // One more row of the next moment tells an index scan that a group of equal times is whole.
      expect(Math.max(...rows)).toBeLessThanOrEqual(110);
    }
  });

  it('explains a conversation by indexes alone', async () => {
    const plan = await plans((recording) => new PostgresConversations(recording as Database).find('conv-1'));
    expect(plan).not.toMatch(/Seq Scan on (conversation|ticket)\b/);
  });
});
