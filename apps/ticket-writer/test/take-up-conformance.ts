import { NOTHING_ACHIEVED, type Achieved } from '@parley/ticket-content';
import { Announcement } from '../src/lane/announce';
import type { HeldLane, LaneRecord, NewEffect, TakenUp } from '../src/lane/lane';
import type { Announced } from '../src/lane/lane-store';
import { CLAIM, claimOne, LEASE_MS, load, ready, type StoreUnderTest } from './store-under-test';
import { introduce, place, target } from './writer-world';

const HOUR_MS = 3_600_000;
const WRITTEN: Achieved = { ...NOTHING_ACHIEVED, position: place(1), history: 'done' };
const AFTER = { achieved: WRITTEN, generation: 0, earlierTicketId: null, comments: 1, requesterId: 501 };
const FROM_ZENDESK: TakenUp = {
  ticketId: 107,
  sequence: 9,
  writtenAt: new Date('2026-11-21T09:00:00Z'),
  firedAt: place(2),
  after: {
    achieved: { ...WRITTEN, position: place(3), conversationTags: ['a'], ownTags: ['a'] },
    generation: 1,
    earlierTicketId: 100,
    comments: 4,
    requesterId: 502,
  },
};

/** What a store must do with a lane whose ticket knows more than it does (K15). */
export function describeTakingUp(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name}: a lane behind its ticket`, () => {
    let store: StoreUnderTest;
    beforeEach(async () => {
      store = await open();
      await introduce(store.intake);
    });
    afterEach(() => store.close());

    const told = (record: LaneRecord): Announced => new Announcement(record, new Date(0)).resumed().told();
    const effectOf = (sequence: number, change: Partial<NewEffect> = {}): NewEffect => ({
      id: `00000000-0000-4000-8000-0000000000${String(10 + sequence)}`,
      sequence,
      kind: 'create',
      label: 'create',
      callClass: 'create',
      ticketId: null,
      shows: [],
      body: Buffer.from('{}'),
      after: AFTER,
      from: place(0),
      through: place(1),
      sentAs: 900,
      traceparents: [],
      ...change,
    });
    const write = async (held: HeldLane, effect: NewEffect): Promise<void> => {
      const record = await load(store, held);
      const begun = told(record);
      await store.lanes.begin(held, effect, LEASE_MS, begun);
      const end = { state: 'done', ticketId: 100, sight: null } as const;
      await store.lanes.conclude(held, effect.id, end, {}, told({ ...record, version: begun.version }));
    };

    it('K15: knows the newest effect that left a marker, and when it was sent', async () => {
      await ready(store);
      const held = await claimOne(store);
      expect(await load(store, held)).toMatchObject({ written: 0, writtenAt: null });
      await write(held, effectOf(1));
      await write(held, effectOf(2, { kind: 'redact', label: 'redact', ticketId: 100 }));
      const record = await load(store, held);
      expect(record).toMatchObject({ written: 1, nextSequence: 3 });
      expect(record.writtenAt).toBeInstanceOf(Date);
    });

    it('K15: takes its place from the ticket, and gives no number again that was used', async () => {
      await ready(store, 5);
      const held = await claimOne(store);
      const record = await load(store, held);
      expect(await store.lanes.takeUp(held, FROM_ZENDESK, told(record))).toBe(true);
      expect(await load(store, held)).toMatchObject({
        ...FROM_ZENDESK.after,
        ticketId: 107,
        firedAt: place(2),
        written: 9,
        writtenAt: FROM_ZENDESK.writtenAt,
        nextSequence: 10,
        sight: null,
        version: told(record).version,
      });
      await store.lanes.release(held);
      expect(await claimOne(store)).toBeDefined();
    });

    it('K15: releases the effect in hand, and keeps a number that is further on', async () => {
      await ready(store);
      const held = await claimOne(store);
      const record = await load(store, held);
      const begun = told(record);
      await store.lanes.begin(held, effectOf(12), LEASE_MS, begun);
      await store.lanes.takeUp(held, FROM_ZENDESK, told({ ...record, version: begun.version }));
      expect(await load(store, held)).toMatchObject({ effect: null, suspects: [], nextSequence: 13 });
      await expect(write(held, effectOf(13))).resolves.toBeUndefined();
    });

    it('K15: writes nothing for an epoch that is not the newest', async () => {
      await ready(store);
      const old = await claimOne(store);
      const record = await load(store, old);
      await store.lanes.release(old);
      const held = await claimOne(store);
      expect(await store.lanes.takeUp(old, FROM_ZENDESK, told(record))).toBe(false);
      expect(await load(store, held)).toMatchObject({ ticketId: null, written: 0 });
    });

    it('K15: knows how long ago a ticket was first asked for, whatever is asked later', async () => {
      await ready(store);
      expect(await load(store, await claimOne(store, { leaseMs: 1 }))).toMatchObject({ requestAgeMs: null });
      const other = { ticketKey: '22222222-2222-5222-8222-222222222222' };
      const ageAsked = async (at: string, through: number) => {
        const requestedAtMs = Date.parse(at);
        await store.intake.targets([target(1, through, { ...other, requestedAtMs })]);
        await ready(store, through);
        const claimed = await store.lanes.claim({ ...CLAIM, leaseMs: 1 });
        await store.pass(20);
        const held = claimed.find(({ ticketKey }) => ticketKey === other.ticketKey);
        return held && (await load(store, held)).requestAgeMs;
      };
      const first = (await ageAsked('2020-01-02T00:00:00Z', 2)) ?? 0;
      const earlier = (await ageAsked('2020-01-01T00:00:00Z', 3)) ?? 0;
      const later = (await ageAsked('2020-01-03T00:00:00Z', 4)) ?? 0;
      expect(first).toBeGreaterThan(0);
      expect(Math.round((earlier - first) / HOUR_MS)).toBe(24);
      expect(Math.round((later - earlier) / HOUR_MS)).toBe(0);
    });
  });
}
