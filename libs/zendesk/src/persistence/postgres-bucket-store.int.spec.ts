import { systemClock, type Database } from '@parley/platform';
import { eventually } from '@parley/testing';
import { describeBucketStore } from '../../test/bucket-store-suite';
import { zendeskDatabase, type ZendeskDatabase } from '../../test/zendesk-database';
import { BucketRules } from '../budget/bucket-rules';
import { RequestBudget } from '../budget/request-budget';
import { EMPTY_BUCKET } from '../budget/token-bucket';
import type { CallTarget } from '../gateway/call';
import { PostgresBucketStore } from './postgres-bucket-store';

const update = (ticketId: number): CallTarget => ({
  method: 'PUT',
  path: `/api/v2/tickets/${ticketId}`,
  callClass: 'public',
  ticketId,
});
const read: CallTarget = { method: 'GET', path: '/api/v2/tickets/1', callClass: 'read' };

let created: ZendeskDatabase;
let database: Database;

beforeAll(async () => {
  created = await zendeskDatabase();
  database = await created.open();
});
afterAll(() => created.drop());
beforeEach(() => database.query('TRUNCATE budget_bucket'));

describeBucketStore('PostgresBucketStore', () => Promise.resolve(new PostgresBucketStore(database)));

/** Counts statements: what the budget costs. */
class CountingStore extends PostgresBucketStore {
  trips = 0;
  override read(...args: Parameters<PostgresBucketStore['read']>): ReturnType<PostgresBucketStore['read']> {
    this.trips += 1;
    return super.read(...args);
  }
  override write(
    ...args: Parameters<PostgresBucketStore['write']>
  ): ReturnType<PostgresBucketStore['write']> {
    this.trips += 1;
    return super.write(...args);
  }
}

async function replica(): Promise<{ readonly budget: RequestBudget; readonly store: CountingStore }> {
  const store = new CountingStore(await created.open());
  const fail = (error: unknown) => {
    throw error;
  };
  return { store, budget: new RequestBudget(store, new BucketRules(0.8), systemClock, fail) };
}

describe('RequestBudget on Postgres', () => {
  it('lets two replicas together spend one burst, and not a token more', async () => {
    const [first, second] = [await replica(), await replica()];
    const takings = await Promise.all(
      Array.from({ length: 200 }, (_, ticket) =>
        (ticket % 2 === 0 ? first : second).budget.take('org', update(ticket)),
      ),
    );
    const taken = takings.filter((taking) => taking.kind === 'taken').length;
    // 100 a minute, a share of 80 %, a quarter of it at once; the class "public" leaves a tenth of that to more urgent calls.
    expect(taken).toBeGreaterThanOrEqual(18);
    expect(taken).toBeLessThanOrEqual(21);
  });

  it('costs few round trips under load', async () => {
    const replicas = [await replica(), await replica()];
    const calls = 2_000;
    let taken = 0;
    const work = async (budget: RequestBudget) => {
      budget.sighted('org', read, [{ name: 'account', limit: 100_000, remaining: 100_000, resetMs: 60_000 }]);
      for (let call = 0; call < calls / 2; call += 1) {
        const taking = await eventually(async () => {
          const answer = await budget.take('org', read);
          return answer.kind === 'taken' && answer;
        });
        taking.tokens.spend();
        taken += 1;
      }
    };
    await Promise.all(replicas.map(({ budget }) => work(budget)));
    const trips = replicas.reduce((sum, { store }) => sum + store.trips, 0);
    expect(taken).toBe(calls);
    expect(trips / calls).toBeLessThan(0.1);
  });

  it('stops every replica at a 429', async () => {
    const [first, second] = [await replica(), await replica()];
    await first.budget.exhausted(
      'org',
      update(1),
      [{ name: 'tickets-update', limit: 100, remaining: 0 }],
      60_000,
    );
    expect(await second.budget.take('org', update(2))).toMatchObject({
      kind: 'short',
      bucket: 'ticket-updates',
    });
    expect(await second.budget.take('org', read)).toMatchObject({ kind: 'taken' });
    expect(await second.budget.report('org')).toContainEqual(
      expect.objectContaining({ bucket: 'ticket-updates', left: 0, limit: 100 }),
    );
  });

  it('starts a bucket anew when its stored state cannot be read', async () => {
    await database.query(
      `INSERT INTO budget_bucket (organization_id, bucket, state, version) VALUES ('org', 'account', '{"v": 9}', 3)`,
    );
    const { budget } = await replica();
    expect(await budget.take('org', read)).toMatchObject({ kind: 'taken' });
  });

  it('forgets tickets that have long been full again, and nothing else', async () => {
    const store = new PostgresBucketStore(database);
    await store.write(
      'org',
      ['ticket:1', 'ticket:2', 'account'].map((bucket) => ({ bucket, state: EMPTY_BUCKET, expected: 0 })),
    );
    await database.query(
      `UPDATE budget_bucket SET touched_at = now() - interval '1 hour' WHERE bucket <> 'ticket:2'`,
    );
    await store.sweep();
    const rows = await database.query<{ bucket: string }>('SELECT bucket FROM budget_bucket ORDER BY bucket');
    expect(rows.map(({ bucket }) => bucket)).toEqual(['account', 'ticket:2']);
  });
});
