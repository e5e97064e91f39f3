import { derivedEventId } from '@parley/contracts';
import type { Command, ConversationEvent, CustomerEvent, SyncEvent, TicketEvent } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import { Database } from '@parley/platform';
import type { Transaction } from '@parley/platform';
import { aConversation, testDatabase } from '@parley/testing';
import type { TestDatabase } from '@parley/testing';
import { decoded } from '../../test/decoded';
import {
  CONVERSATION,
  customer,
  effect,
  held,
  ignoreOrder,
  lane,
  requested,
  retryOrder,
  ticket,
} from '../../test/derived';
import { PostgresConversations } from './conversation-store';
import { PostgresEventTraces } from './event-traces';
import { GATEWAY_MIGRATIONS, GATEWAY_SCHEMA } from './migrations';
import { PostgresParked } from './parked-store';
import { PROJECTION_STORES } from './projection-stores';

const TABLES = 'log_event, conversation, gate_report, sync_target, lane, ticket, customer, timeline_entry';
const story = aConversation(CONVERSATION)
  .contactWrites('a')
  .advisorReplies('b')
  .contactIsAssociated('org', 42)
  .contactWrites('c');

/** A batch of one topic; its place in the list of batches is its time of arrival. */
type Batch = (tx: Transaction) => Promise<void>;

let database: TestDatabase;
let store: Database;

beforeAll(async () => {
  database = await testDatabase();
  const options = {
    url: database.url,
    schema: GATEWAY_SCHEMA,
    applicationName: 'test',
    migrations: GATEWAY_MIGRATIONS,
  };
  store = await Database.open(options);
  await store.migrate();
});
afterAll(async () => {
  await store.close();
  await database.drop();
});
beforeEach(() => store.query(`truncate ${TABLES}`));

const facts =
  (events: readonly ConversationEvent[], offset = 0): Batch =>
  (tx) =>
    PROJECTION_STORES.facts(tx, decoded(events, { offset }));
const decisions =
  (...events: readonly SyncEvent[]): Batch =>
  (tx) =>
    PROJECTION_STORES.decisions(tx, asDerived(events));
const tickets =
  (...events: readonly TicketEvent[]): Batch =>
  (tx) =>
    PROJECTION_STORES.tickets(tx, asDerived(events));
const customers =
  (...events: readonly CustomerEvent[]): Batch =>
  (tx) =>
    PROJECTION_STORES.customers(tx, asDerived(events));

const orders =
  (...events: readonly Command[]): Batch =>
  (tx) =>
    PROJECTION_STORES.commands(tx, decoded(events, { offset: 200 }));

/** Times follow from the version, so that they do not depend on the order of arrival either. */
function asDerived<E extends SyncEvent | TicketEvent | CustomerEvent>(
  events: readonly E[],
): DecodedEvent<E>[] {
  return events.flatMap((event) => decoded([event], { offset: 100 + event.data.version }));
}

async function apply(batches: readonly Batch[]): Promise<void> {
  for (const batch of batches) await store.transaction(batch);
}

async function view() {
  const conversations = new PostgresConversations(store);
  return {
    known: await conversations.find(CONVERSATION),
    timeline: await conversations.timeline(CONVERSATION, 100),
  };
}

function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries()) {
    const rest = items.filter((_, other) => other !== index);
    for (const tail of permutations(rest)) yield [item, ...tail];
  }
}

describe('the read model', () => {
  it('is the same in whatever order the topics arrive', async () => {
    const batches = [
      facts(story.events()),
      decisions(held(1), requested(2, 2)),
      decisions(requested(3, 3)),
      customers(customer(1)),
      tickets(effect(1, 'in-flight'), effect(2, 'done'), ticket('created', 3, 2), ticket('updated', 4, 3)),
    ];
    const views: unknown[] = [];
    for (const order of permutations(batches)) {
      await store.query(`truncate ${TABLES}`);
      await apply(order);
      views.push(await view());
    }
    expect(views).toHaveLength(120);
    expect(views[0]).toMatchObject({
      known: {
        summary: {
          state: 'syncing',
          reason: null,
          accountId: 'acc-whatsapp-1',
          tickets: [{ zendeskTicketId: 35, status: 'open', throughPosition: { offset: 3 } }],
        },
        target: { mode: 'A', version: 3 },
      },
    });
    for (const other of views) expect(other).toEqual(views[0]);
  });

  it('is the same when everything arrives twice', async () => {
    const batches = [
      facts(story.events()),
      decisions(held(1), requested(2, 2)),
      tickets(ticket('created', 1, 2)),
    ];
    await apply(batches);
    const once = await view();
    await apply(batches);
    expect(await view()).toEqual(once);
  });

  it('T12, X4: counts duplicates, in one batch and across, and lets them change nothing', async () => {
    const closed = aConversation(CONVERSATION).contactWrites('a').isClosed();
    const reopened = closed.isReopened().events();
    await apply([facts(reopened), facts([reopened[1]!, reopened[1]!], 50)]);
    const { known } = await view();
    expect(known?.summary.closed).toBe(false);
    const traces = new PostgresEventTraces(store);
    expect(await traces.find(reopened[1]!.source, reopened[1]!.id)).toMatchObject({ duplicates: 2 });
    expect(await traces.find(reopened[0]!.source, reopened[0]!.id)).toMatchObject({ duplicates: 0 });
    expect(await traces.find('/nowhere', 'x')).toBeUndefined();
  });

  it.each<[string, readonly Batch[], string, string | null]>([
    ['before any decision', [], 'held', null],
    ['held at a gate', [decisions(held(1, 'email-missing'))], 'held', 'email-missing'],
    ['fired', [decisions(held(1), requested(2, 3))], 'syncing', null],
    [
      'a gate shut again',
      [decisions(requested(2, 3), held(3, 'account-disabled'))],
      'held',
      'account-disabled',
    ],
    ['T6: frozen', [decisions(requested(2, 3, { frozen: true }))], 'frozen', null],
    [
      'G7: the customer is suspended',
      [decisions(requested(2, 3)), customers(customer(1, 'customer-suspended'))],
      'blocked',
      'customer-suspended',
    ],
    [
      'G7: known before the decision',
      [customers(customer(1, 'customer-not-found')), decisions(requested(2, 3))],
      'blocked',
      'customer-not-found',
    ],
    [
      'G7: lifted',
      [decisions(requested(2, 3)), customers(customer(1, 'customer-suspended')), customers(customer(2))],
      'syncing',
      null,
    ],
    ['G8: parked', [decisions(requested(2, 3)), tickets(lane('parked', 1))], 'parked', 'ticket-deleted'],
    [
      'G8: resumed',
      [decisions(requested(2, 3)), tickets(lane('parked', 1)), tickets(lane('resumed', 2))],
      'syncing',
      null,
    ],
    [
      'a ticket waits for a gate',
      [decisions(requested(2, 3)), tickets(lane('held', 1, 'organization-not-authorised'))],
      'held',
      'organization-not-authorised',
    ],
  ])('tells the state: %s', async (_name, batches, state, reason) => {
    await apply([facts(story.events()), ...batches]);
    expect((await view()).known?.summary).toMatchObject({ state, reason });
  });

  it('X2: shows facts, decisions, calls and tickets newest first, with the contact’s own facts among them', async () => {
    await apply([
      facts(story.events()),
      decisions(held(1)),
      tickets(effect(2, 'in-flight'), effect(3, 'done'), ticket('created', 4, 2)),
    ]);
    const { timeline } = await view();
    expect(timeline.map(({ entry }) => [entry.kind, entry.type.replace('parley.', '')])).toEqual([
      ['ticket', 'ticket.created.v1'],
      ['call', 'effect.changed.v1'],
      ['decision', 'sync.held.v1'],
      ['event', 'message.received.v1'],
      ['event', 'contact.associated.v1'],
      ['event', 'message.sent.v1'],
      ['event', 'message.received.v1'],
    ]);
    expect(timeline[1]?.entry.call).toMatchObject({
      state: 'done',
      status: 201,
      method: 'POST',
      path: '/api/v2/tickets',
    });
  });

  it('X2: leads through a long timeline without repeating or skipping', async () => {
    await apply([facts(story.events()), decisions(held(1)), tickets(ticket('created', 4, 2))]);
    const conversations = new PostgresConversations(store);
    const whole = await conversations.timeline(CONVERSATION, 100);
    const pieces: unknown[] = [];
    let after: { at: string; key: string } | undefined;
    for (;;) {
      const [next] = await conversations.timeline(CONVERSATION, 1, after);
      if (next === undefined) break;
      pieces.push(next);
      after = { at: next.entry.at, key: next.key };
    }
    expect(pieces).toEqual(whole);
  });

  it('X4: an event is synced once a ticket shows the conversation up to it', async () => {
    await apply([facts(story.events()), decisions(requested(2, 3)), tickets(ticket('created', 1, 1))]);
    const traces = new PostgresEventTraces(store);
    const [first, second, , last] = story.events();
    expect((await traces.find(first!.source, first!.id))?.conversation?.syncedTickets).toHaveLength(1);
    expect((await traces.find(second!.source, second!.id))?.conversation?.syncedTickets).toHaveLength(1);
    expect((await traces.find(last!.source, last!.id))?.conversation?.syncedTickets).toHaveLength(0);
  });

  it('X4: knows an event that names another contact than its conversation has', async () => {
    const moved = aConversation(CONVERSATION).of('eve').contactWrites('x').last();
    await apply([facts(story.events()), facts([{ ...moved, id: 'moved' }], 60)]);
    expect(await new PostgresEventTraces(store).find(moved.source, 'moved')).toMatchObject({
      conversation: { moved: true },
    });
    expect((await view()).known?.summary.contactId).toBe('contact-1');
  });

  it('X3: lists what is parked, longest waiting first, until it goes on', async () => {
    const parked = new PostgresParked(store);
    await apply([
      facts(story.events()),
      decisions(requested(2, 3)),
      tickets(ticket('created', 1, 2)),
      tickets(lane('parked', 2)),
    ]);
    const [one] = await parked.list({}, 10);
    expect(one).toMatchObject({
      conversationId: CONVERSATION,
      reason: 'ticket-deleted',
      zendeskTicketId: 35,
      accountId: 'acc-whatsapp-1',
      effectId: derivedEventId('effect', 1),
    });
    expect(await parked.list({ reason: 'rejected-by-zendesk' }, 10)).toEqual([]);
    expect(await parked.list({ ids: [one!.id], parkedBefore: '2100-01-01T00:00:00Z' }, 10)).toEqual([one]);
    expect(await parked.list({ ids: [one!.effectId!] }, 10)).toEqual([]);
    expect(await parked.list({ parkedBefore: one!.since }, 10)).toEqual([]);
    expect(await parked.list({}, 10, { since: one!.since, id: one!.id })).toEqual([]);
    await apply([tickets(lane('resumed', 3))]);
    expect(await parked.list({}, 10)).toEqual([]);
  });

  it('X2 X3: shows who ordered what for a parked ticket, and why', async () => {
    await apply([facts(story.events()), orders(retryOrder, ignoreOrder)]);
    const { timeline } = await view();
    const told = timeline.filter(({ entry }) => entry.type.startsWith('parley.command.'));
    expect(told.map(({ entry }) => entry.summary).sort()).toEqual([
      'Grace Hopper (operator) lets it go: not needed',
      'Grace Hopper (operator) tries it again',
    ]);
  });
});
