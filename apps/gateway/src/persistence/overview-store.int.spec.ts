import type { Database } from '@parley/platform';
import type { Transaction } from '@parley/platform';
import type { StreamChange } from '@parley/contracts';
import { aConversation, eventually } from '@parley/testing';
import { gatewayDatabase } from '../../test/gateway-database';
import type { GatewayDatabase } from '../../test/gateway-database';
import { decoded } from '../../test/decoded';
import { CONVERSATION, ORGANIZATION, customer, lane, requested, ticket } from '../../test/derived';
import { PostgresChangeFeed } from './change-feed';
import { addToMinutes } from './minute-counts';
import { PostgresOverview } from './overview-store';
import { PROJECTION_STORES } from './projection-stores';

const TABLES =
  'log_event, conversation, gate_report, sync_target, lane, ticket, customer, timeline_entry, minute_count, change_note';
const story = aConversation(CONVERSATION)
  .contactWrites('a')
  .advisorReplies('b')
  .isClosed()
  .contactWrites('c');

let database: GatewayDatabase;
let store: Database;
beforeAll(async () => {
  database = await gatewayDatabase();
  store = database.store;
});
afterAll(() => database.drop());
beforeEach(() => store.query(`truncate ${TABLES}`));

/** The events as they come in now. */
function now<E extends Parameters<typeof decoded>[0][number]>(events: readonly E[], offset = 0) {
  return decoded(events, { offset }).map((one) => ({
    ...one,
    record: { ...one.record, timestamp: Date.now() },
  }));
}

const inTransaction = (work: (tx: Transaction) => Promise<void>) => store.transaction(work);
const facts = () => inTransaction((tx) => PROJECTION_STORES.facts(tx, now(story.events())));
const tickets = (...events: ReturnType<typeof ticket>[]) =>
  inTransaction((tx) => PROJECTION_STORES.tickets(tx, now(events)));
const requests = (...events: ReturnType<typeof requested>[]) =>
  inTransaction((tx) => PROJECTION_STORES.decisions(tx, now(events)));

const overview = () => new PostgresOverview(store).read();

async function throughput(): Promise<{ readonly events: number; readonly messages: number }> {
  const points = (await overview()).throughput;
  expect(points).toHaveLength(60);
  return points.reduce(
    (sum, { events, messages }) => ({ events: sum.events + events, messages: sum.messages + messages }),
    { events: 0, messages: 0 },
  );
}

describe('the overview', () => {
  it('counts what came in, duplicates left out, and each message that was brought to Zendesk once', async () => {
    await facts();
    await facts();
    expect(await throughput()).toEqual({ events: 4, messages: 0 });
    await tickets(ticket('created', 1, 1));
    expect(await throughput()).toEqual({ events: 4, messages: 2 });
    await tickets(ticket('created', 1, 1));
    await tickets(ticket('updated', 2, 3), ticket('updated', 3, 3));
    expect(await throughput()).toEqual({ events: 4, messages: 3 });
  });

  it('forgets minutes that are over a day old, and does not count what is older', async () => {
    const day = 24 * 60 * 60 * 1_000;
    const long = new Date(Date.now() - day - 120_000);
    await store.query(`insert into minute_count values ($1, 'events', 0, 7), ($1, 'events', 1, 7)`, [long]);
    await inTransaction((tx) =>
      addToMinutes(tx, 'events', [
        { at: long, partition: 0, count: 5 },
        { at: new Date(), partition: 0, count: 1 },
      ]),
    );
    expect(await store.query('select partition, count from minute_count order by minute, partition')).toEqual(
      [
        { partition: 1, count: 7 },
        { partition: 0, count: 1 },
      ],
    );
  });

  it('shows states, tickets behind and what waits for a person', async () => {
    await facts();
    expect((await overview()).conversations).toEqual({
      held: 1,
      syncing: 0,
      frozen: 0,
      parked: 0,
      blocked: 0,
    });
    await requests(requested(1, 3));
    const behind = await overview();
    expect(behind.conversations).toMatchObject({ held: 0, syncing: 1 });
    expect(behind.behind).toMatchObject([{ organizationId: ORGANIZATION, count: 1 }]);
    await tickets(lane('parked', 1));
    const parked = await overview();
    expect(parked.conversations).toMatchObject({ syncing: 0, parked: 1 });
    // Nothing that could be hurried: a person has to look.
    expect(parked.behind).toEqual([]);
    expect(parked.parked).toMatchObject([
      { organizationId: ORGANIZATION, reason: 'ticket-deleted', count: 1 },
    ]);
    await tickets(lane('resumed', 2), ticket('created', 3, 3));
    expect(await overview()).toMatchObject({ behind: [], parked: [], conversations: { syncing: 1 } });
    await inTransaction((tx) =>
      PROJECTION_STORES.customers(tx, now([customer(1, 'customer-ambiguous', [1, 2])])),
    );
    expect((await overview()).parked).toMatchObject([{ reason: 'customer-ambiguous', count: 1 }]);
  });

  it('reads a bounded number of rows, however many conversations there are', async () => {
    await store.query(
      `insert into conversation (id, contact_id, state, first_seen_at, last_seen_at)
       select 'c' || n, 'c', 'syncing', now(), now() from generate_series(1, 30000) n`,
    );
    await store.query('analyze conversation');
    expect((await overview()).conversations).toMatchObject({ syncing: 10_000, held: 0 });
    const [plan] = await store.query<{ 'QUERY PLAN': readonly [{ Plan: PlanNode }] }>(
      `explain (analyze, format json) select count(*) from (select from conversation where state = 'syncing' limit 10000) c`,
    );
    const scans = nodesOf(plan!['QUERY PLAN'][0].Plan).filter(({ 'Node Type': type }) =>
      type.includes('Scan'),
    );
    expect(scans.map((scan) => scan['Actual Rows'])).toEqual(scans.map(() => 10_000));
  });
});

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly Plans?: readonly PlanNode[];
}

function nodesOf(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

describe('the feed of changes', () => {
  const feed = () => new PostgresChangeFeed(store);

  /** So many changes since a place, as they become known: a transaction of anybody's on the server that is still open holds them back. */
  async function changesSince(place: string, count: number) {
    const changes: StreamChange[] = [];
    let at = place;
    await eventually(
      async () => {
        const page = await feed().since(at);
        if (page === undefined) throw new Error('the place is not known');
        changes.push(...page.changes);
        at = page.place;
        return changes.length >= count;
      },
      { describe: `${count} changes to be told`, timeoutMs: 60_000 },
    );
    return { changes, place: at };
  }

  it('tells each change once, with its organization, to whichever replica asks', async () => {
    const before = await feed().head();
    await facts();
    const first = await changesSince(before, 1);
    expect(first.changes).toEqual([{ kind: 'conversation', id: CONVERSATION }]);
    await requests(requested(1, 3));
    await tickets(lane('parked', 1));
    const second = await changesSince(first.place, 2);
    const parked = { kind: 'parked', id: CONVERSATION, organizationId: ORGANIZATION };
    expect(second.changes).toEqual(
      expect.arrayContaining([
        { kind: 'conversation', id: CONVERSATION, organizationId: ORGANIZATION },
        parked,
      ]),
    );
    expect((await feed().since(second.place))?.changes).toEqual([]);
    expect((await feed().since(first.place))?.changes).toEqual(second.changes);
  });

  it('leaves nothing out that is committed late', async () => {
    let release = (): void => undefined;
    let wrote = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const written = new Promise<void>((resolve) => (wrote = resolve));
    const before = await feed().head();
    const slow = inTransaction(async (tx) => {
      await tx.query(
        `insert into change_note (kind, ids, organization_ids) values ('alert', '{slow}', '{null}')`,
      );
      wrote();
      await released;
    });
    await written;
    await facts();
    const meanwhile = await feed().since(before);
    release();
    await slow;
    const after = await changesSince(meanwhile!.place, 2 - meanwhile!.changes.length);
    const told = [...meanwhile!.changes, ...after.changes].map(({ id }) => id);
    expect(told.sort()).toEqual([CONVERSATION, 'slow']);
  });

  it('says when it does not know any more, or never did', async () => {
    const [horizon] = (await feed().head()).split('-');
    expect(await feed().since(`${horizon}-${Date.now() - 6 * 60_000}`)).toBeUndefined();
    expect(await feed().since(`${Number(horizon) + 1_000_000}-${Date.now()}`)).toBeUndefined();
    expect(await feed().since('nonsense')).toBeUndefined();
  });

  it('keeps what happened in the last minutes alone', async () => {
    await store.query(
      `insert into change_note (at, kind, ids, organization_ids)
       select now() - interval '11 minutes', 'alert', '{old}', '{null}' from generate_series(1, 30)`,
    );
    await facts();
    await requests(requested(1, 3));
    const [left] = await store.query(`select count(*)::int as old from change_note where ids = '{old}'`);
    expect(left).toEqual({ old: 0 });
  });
});
