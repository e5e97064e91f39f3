import { introduce, organization } from '../../test/writer-world';
import { PostgresWriter } from '../../test/postgres-writer';
import { CLAIM as REQUEST } from '../../test/store-under-test';
import { CLAIM, claimParameters } from './claim-lanes';

/** A node of a plan, as `explain` tells it. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

const LANES = 100_000;
const LIMIT = 16;
/** Accounts x classes x lanes looked at of each, twice read: nothing of it grows with the backlog. */
const MOST_ROWS = 2 * 5 * LIMIT * 3;

describe('what a claim reads with 100,000 lanes behind', () => {
  let writer: PostgresWriter;
  beforeAll(async () => {
    writer = await PostgresWriter.open();
    const accounts = ['acc-busy', 'acc-quiet'].map((accountId) => ({
      accountId,
      enabled: true,
      directApiContract: false,
    }));
    await introduce(writer.intake, organization(1, { accounts }));
    await writer.intake.accounts(
      new Map(accounts.map(({ accountId }) => [accountId, { name: accountId, network: 'sms' }])),
    );
    // A tenth creates; the last lane of all is the quiet account's.
    await writer.database.query(
      `insert into lane (ticket_key, organization_id, account_id, conversation_id, contact_id, mode, frozen, partition, fired_epoch,
         fired_offset, through_epoch, through_offset, requester_key, target_version, achieved, ticket_id, workable, work_class,
         behind_since)
       select gen_random_uuid(), 'org-1', case when i = $1 then 'acc-quiet' else 'acc-busy' end, 'conv-' || i, 'contact-' || i, 'A',
         false, 3, 0, 1, 0, 2, 'user:501', 1, '{}', case when i % 10 = 0 then null else i end, true, i % 10 / 2,
         clock_timestamp() - ($1 - i) * interval '1 ms'
       from generate_series(1, $1) i`,
      [LANES],
    );
    await writer.database.query('analyze lane');
  }, 120_000);
  afterAll(() => writer.close());

  const read = async (change: Partial<typeof REQUEST> = {}) => {
    const [row] = await writer.database.query<{ 'QUERY PLAN': readonly [{ Plan: PlanNode }] }>(
      `explain (analyze, format json) ${CLAIM}`,
      claimParameters({ ...REQUEST, limit: LIMIT, ...change }),
    );
    const scans = row === undefined ? [] : scansOf(row['QUERY PLAN'][0].Plan);
    return {
      kinds: new Set(scans.map((scan) => scan['Node Type'])),
      rows: scans.reduce(
        (sum, scan) =>
          sum + (scan['Actual Rows'] + (scan['Rows Removed by Filter'] ?? 0)) * scan['Actual Loops'],
        0,
      ),
    };
  };

  it.each([
    ['of all of them', {}],
    ['while updates rest', { restingUpdates: ['org-1'] }],
    ['while creates rest', { restingCreates: ['org-1'] }],
    ['while the organization rests', { resting: ['org-1'] }],
  ])('is the same few rows of an index %s', async (_name, change) => {
    const { kinds, rows } = await read(change);
    expect([...kinds].filter((kind) => kind === 'Seq Scan')).toEqual([]);
    expect(rows).toBeLessThan(MOST_ROWS);
  });

  it('gives the quiet account its turn at once', async () => {
    await writer.database.query(`update lane set lease_until = null`);
    await writer.database.query(
      `update lane set work_class = 0, ticket_id = null where account_id = 'acc-quiet'`,
    );
    const held = await writer.lanes.claim({ ...REQUEST, limit: LIMIT });
    const accounts = await writer.database.query<{ account_id: string }>(
      `select distinct account_id from lane where ticket_key = any($1::uuid[]) order by 1`,
      [held.map(({ ticketKey }) => ticketKey)],
    );
    expect(accounts.map(({ account_id }) => account_id)).toEqual(['acc-busy', 'acc-quiet']);
  });
});

function scansOf(node: PlanNode): readonly PlanNode[] {
  const below = (node.Plans ?? []).flatMap(scansOf);
  return node['Relation Name'] === 'lane' && node['Node Type'].includes('Scan') ? [node, ...below] : below;
}
