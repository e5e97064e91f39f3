import { NOTHING_ACHIEVED, type Achieved, type Entry } from '@parley/ticket-content';
import { Announcement } from '../src/lane/announce';
import type { HeldLane } from '../src/lane/lane';
import { CLASS_AGE_MS, type ClaimRequest } from '../src/lane/lane-store';
import { CLAIM, LEASE_MS, load, type StoreUnderTest } from './store-under-test';
import { customer, introduce, message, organization, PARTITION, place, target } from './writer-world';

const NAMES = ['create', 'close', 'public', 'internal', 'history'] as const;
type Name = (typeof NAMES)[number];
const BEFORE = 1;

const by = { kind: 'advisor', id: 'grace', name: 'Grace' } as const;
const note = (offset: number): Entry => ({
  kind: 'note',
  at: place(offset),
  noteId: `n-${offset}`,
  author: by,
  text: 'between us',
  sentAt: '2026-11-21T09:30:00Z',
});
const closing = (offset: number): Entry => ({ kind: 'closed', at: place(offset) });

/** What waits in each lane: a name says the class that the claim must give it. */
const WAITING: Readonly<Record<Name, (offset: number) => readonly Entry[]>> = {
  create: (offset) => [message(offset, 'hello')],
  close: (offset) => [message(offset, 'bye'), closing(offset + 1)],
  public: (offset) => [note(offset), message(offset + 1, 'and another thing')],
  internal: (offset) => [note(offset)],
  history: () => [],
};

function keyOf(name: string): string {
  const index = NAMES.findIndex((known) => known === name) + 1;
  return `${String(index).padStart(8, '0')}-2222-5222-8222-222222222222`;
}

/** Whose turn it is: classes, age, organizations. */
export function describeClasses(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name}: classes of work`, () => {
    let store: StoreUnderTest;
    let nextOffset = 0;
    beforeEach(async () => {
      store = await open();
      nextOffset = BEFORE;
      await introduce(store.intake);
    });
    afterEach(() => store.close());

    const say = async (lane: string, make: (offset: number) => readonly Entry[], change = {}) => {
      const entries = make(nextOffset);
      if (entries.length === 0) return;
      const from = nextOffset;
      nextOffset += entries.length;
      const conversation = { conversationId: `conv-${lane}`, contactId: 'contact-7' };
      await store.intake.facts({
        partition: PARTITION,
        epoch: 0,
        nextOffset,
        facts: entries.map((entry) => ({ ...conversation, entry })),
        contacts: [],
      });
      const reach = target(from, nextOffset - 1, { ...conversation, ticketKey: keyOf(lane), ...change });
      await store.intake.targets([reach]);
    };

    /** Gives a lane its ticket. */
    const write = async (held: HeldLane, achieved: Partial<Achieved>): Promise<void> => {
      const record = await load(store, held);
      const told = () => new Announcement(record, new Date(0)).resumed().told();
      const id = held.ticketKey.replace('-2222-', '-4444-');
      const position = record.through;
      const after = {
        achieved: { ...NOTHING_ACHIEVED, position, ...achieved },
        generation: 0,
        earlierTicketId: null,
        comments: 1,
        requesterId: 501,
      };
      const effect = {
        ...({
          id,
          sequence: 1,
          kind: 'create',
          label: 'create',
          callClass: 'create',
          ticketId: null,
        } as const),
        ...{ shows: [], body: Buffer.from('{}'), after, from: position, through: position },
        ...{ sentAs: 900, traceparents: [] },
      };
      await store.lanes.begin(held, effect, LEASE_MS, told());
      const version = record.version + 1;
      const ticketId = Number(held.ticketKey.slice(0, 8));
      const end = { state: 'done', ticketId, sight: null, status: 'open' } as const;
      await store.lanes.conclude(held, id, end, {}, { events: [], version: version + 1 });
      await store.lanes.release(held);
    };

    /** One lane of each class, the least urgent ones behind for longest. */
    const oneOfEach = async (): Promise<void> => {
      for (const lane of NAMES.slice(1)) await say(lane, (offset) => [message(offset, 'first')]);
      for (const held of await store.lanes.claim(CLAIM)) {
        const isHistory = held.ticketKey === keyOf('history');
        await write(held, isHistory ? {} : { history: 'done' });
      }
      for (const lane of [...NAMES].reverse()) {
        await say(lane, WAITING[lane]);
        await store.pass(5);
      }
    };
    const claimed = async (change: Partial<ClaimRequest> = {}): Promise<readonly string[]> => {
      const held = await store.lanes.claim({ ...CLAIM, ...change });
      return held.map(({ ticketKey }) => NAMES[Number(ticketKey.slice(0, 8)) - 1] ?? ticketKey);
    };

    it('claims create before close before public message before internal note before history', async () => {
      await oneOfEach();
      expect(await claimed({ limit: 3 })).toEqual(['create', 'close', 'public']);
      expect(await claimed()).toEqual(['internal', 'history']);
    });

    it('lets what waited long go before the next higher class', async () => {
      await oneOfEach();
      await store.age(keyOf('history'), CLASS_AGE_MS * 4);
      await store.age(keyOf('internal'), CLASS_AGE_MS);
      expect(await claimed()).toEqual(['history', 'create', 'close', 'internal', 'public']);
    });

    it('says how long a lane has waited', async () => {
      await say('create', WAITING.create);
      await store.age(keyOf('create'), 90_000);
      const [held] = await store.lanes.claim(CLAIM);
      expect(held?.waitedMs).toBeGreaterThanOrEqual(90_000);
      expect(held?.waitedMs).toBeLessThan(120_000);
    });

    it('leaves out exactly what rests: creates, or updates', async () => {
      await oneOfEach();
      expect(await claimed({ restingUpdates: ['org-1'] })).toEqual(['create']);
      expect(await claimed({ restingCreates: ['org-1'] })).toEqual([
        'close',
        'public',
        'internal',
        'history',
      ]);
    });

    it('takes no more lanes of one organization than it may have, with those in hand', async () => {
      const other = { organizationId: 'org-2' };
      await store.intake.organizations([organization(1, other)]);
      await store.intake.customers([customer(other)]);
      for (const lane of ['create', 'close', 'public'])
        await say(lane, (offset) => [message(offset, 'first')]);
      await say('internal', (offset) => [message(offset, 'first')], other);
      const request = { mostOfOne: 2, running: new Map([['org-1', 1]]) };
      expect(await claimed(request)).toEqual(['create', 'internal']);
      expect(await claimed({ ...request, running: new Map([['org-1', 2]]) })).toEqual([]);
      expect(await claimed()).toEqual(['close', 'public']);
    });
  });
}
