import { NOTHING_ACHIEVED, type Achieved } from '@parley/ticket-content';
import { Announcement } from '../src/lane/announce';
import type { HeldLane, LaneRecord, NewEffect, TicketSight } from '../src/lane/lane';
import type { Announced } from '../src/lane/lane-store';
import { CLAIM, claimOne, LEASE_MS, load, ready, type StoreUnderTest } from './store-under-test';
import { customer, introduce, place, TICKET_KEY } from './writer-world';

const SIGHT: TicketSight = {
  stamp: '2026-11-21T09:00:00Z',
  status: 'open',
  tags: ['parley'],
  assigneeId: null,
  settled: false,
};
const PARKED_EFFECT = '00000000-0000-4000-8000-0000000000aa';
const WRITTEN: Achieved = { ...NOTHING_ACHIEVED, position: place(1), history: 'done' };

/** What a store must do with held lanes and their effects. */
export function describeLedger(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name}: ledger`, () => {
    let store: StoreUnderTest;
    beforeEach(async () => {
      store = await open();
      await introduce(store.intake);
    });
    afterEach(() => store.close());

    const told = (record: LaneRecord): Announced => new Announcement(record, new Date(0)).resumed().told();
    const effectOf = (record: LaneRecord, change: Partial<NewEffect> = {}): NewEffect => ({
      id: `00000000-0000-4000-8000-00000000000${record.nextSequence}`,
      sequence: record.nextSequence,
      kind: 'create',
      label: 'create',
      callClass: 'create',
      ticketId: null,
      shows: [],
      body: Buffer.from('{"ticket":{"subject":"Grüße"}}'),
      after: { achieved: WRITTEN, generation: 0, earlierTicketId: null, comments: 1, requesterId: 501 },
      from: place(0),
      through: place(1),
      sentAs: 900,
      traceparents: ['00-1'],
      ...change,
    });
    const begun = async (held: HeldLane, change: Partial<NewEffect> = {}) => {
      const record = await load(store, held);
      const effect = effectOf(record, change);
      const announced = told(record);
      expect(await store.lanes.begin(held, effect, LEASE_MS, announced)).toBe(true);
      return { effect, record: { ...record, version: announced.version } };
    };
    const written = async (): Promise<void> => {
      await ready(store);
      const held = await claimOne(store);
      const { effect, record } = await begun(held);
      await store.lanes.conclude(
        held,
        effect.id,
        { state: 'done', ticketId: 100, sight: SIGHT },
        {},
        told(record),
      );
      await store.lanes.release(held);
    };

    it('gives a workable lane to one claim only, until it is released or its lease ends', async () => {
      await ready(store);
      const [mine, others] = await Promise.all([store.lanes.claim(CLAIM), store.lanes.claim(CLAIM)]);
      expect([...mine, ...others]).toHaveLength(1);
      const [first] = [...mine, ...others] as [HeldLane];
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
      await store.lanes.release(first);
      const second = await claimOne(store, { leaseMs: 30 });
      expect(second.epoch).toBeGreaterThan(first.epoch);
      await store.pass(100);
      const third = await claimOne(store);
      expect(third.epoch).toBeGreaterThan(second.epoch);
    });

    it('writes nothing for an epoch that is not the newest', async () => {
      await ready(store);
      const old = await claimOne(store, { leaseMs: 10 });
      const record = await load(store, old);
      await store.pass(50);
      const held = await claimOne(store);
      expect(await store.lanes.load(old)).toBeUndefined();
      expect(await store.lanes.advance(old, WRITTEN)).toBe(false);
      expect(await store.lanes.sight(old, SIGHT)).toBe(false);
      expect(await store.lanes.begin(old, effectOf(record), LEASE_MS, told(record))).toBe(false);
      const parked = { state: 'parked', reason: 'r', detail: '' } as const;
      expect(await store.lanes.halt(old, parked, PARKED_EFFECT, told(record))).toBe(false);
      await store.lanes.release(old);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
      expect(await load(store, held)).toMatchObject({
        achieved: NOTHING_ACHIEVED,
        state: 'active',
        effect: null,
        version: 0,
      });
    });

    it('notes progress that needed no call, and tells it', async () => {
      await ready(store);
      const held = await claimOne(store);
      const record = await load(store, held);
      expect(await store.lanes.advance(held, WRITTEN, told(record))).toBe(true);
      expect(await load(store, held)).toMatchObject({ achieved: WRITTEN, version: told(record).version });
      expect(await store.lanes.advance(held, WRITTEN)).toBe(true);
      expect(await load(store, held)).toMatchObject({ version: told(record).version });
    });

    it('does not conclude the effect of an epoch that is not the newest', async () => {
      await ready(store);
      const old = await claimOne(store);
      const { effect, record } = await begun(old);
      await store.lanes.release(old);
      const held = await claimOne(store);
      const done = { state: 'done', ticketId: 100, sight: null } as const;
      expect(await store.lanes.conclude(old, effect.id, done, {}, told(record))).toBe(false);
      expect((await load(store, held)).effect).toMatchObject({
        id: effect.id,
        state: 'in-flight',
        epoch: old.epoch,
      });
    });

    it('keeps an effect with its exact bytes until its end is known, and lets no second one begin', async () => {
      await ready(store);
      const held = await claimOne(store);
      const { effect, record } = await begun(held);
      const again = { ...effect, id: '00000000-0000-4000-8000-0000000000ff', sequence: 2 };
      await expect(store.lanes.begin(held, again, LEASE_MS, told(record))).rejects.toThrow();
      const kept = (await load(store, held)).effect;
      expect(Buffer.from(kept?.body ?? []).equals(Buffer.from(effect.body))).toBe(true);
      expect(kept).toMatchObject({
        after: effect.after,
        sentAs: 900,
        attempts: 1,
        traceparents: ['00-1'],
        through: place(1),
      });
      expect(kept?.sinceFirstSentMs).toBeLessThan(30_000);
    });

    it('notes a done effect: ticket, place, sight; the lane is not behind any more', async () => {
      await ready(store);
      const held = await claimOne(store);
      const { effect, record } = await begun(held);
      const call = { status: 201, durationMs: 12.5, requestId: 'r-1' };
      const end = { state: 'done', ticketId: 100, sight: SIGHT, auditId: 7 } as const;
      expect(await store.lanes.conclude(held, effect.id, end, call, told(record))).toBe(true);
      expect(await load(store, held)).toMatchObject({
        effect: null,
        ticketId: 100,
        comments: 1,
        requesterId: 501,
        achieved: WRITTEN,
        sight: SIGHT,
        nextSequence: 2,
        version: 2,
      });
      await store.lanes.release(held);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
    });

    it('keeps a lane of unknown end workable, counts tries, and rests it as long as asked', async () => {
      await written();
      await ready(store, 2);
      const held = await claimOne(store);
      const change = { kind: 'update', label: 'comment', ticketId: 100 } as const;
      const { effect, record } = await begun(held, change);
      await store.lanes.conclude(
        held,
        effect.id,
        { state: 'unknown', reason: 'timeout' },
        { status: 504 },
        told(record),
      );
      expect((await load(store, held)).effect).toMatchObject({
        state: 'unknown',
        reason: 'timeout',
        attempts: 2,
      });
      await store.lanes.release(held, 200);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
      await store.pass(400);
      expect((await claimOne(store)).ticketKey).toBe(TICKET_KEY);
    });

    it('remembers a suspect until a later effect is done, and takes it back when it came late', async () => {
      await written();
      await ready(store, 3);
      const held = await claimOne(store);
      const change = { kind: 'update', label: 'comment', ticketId: 100 } as const;
      const first = await begun(held, change);
      const released = {
        state: 'released',
        reason: 'not-applied',
        isSuspect: true,
        forgetSight: true,
      } as const;
      await store.lanes.conclude(held, first.effect.id, released, {}, told(first.record));
      const suspicious = await load(store, held);
      expect(suspicious.suspects).toMatchObject([{ id: first.effect.id, after: first.effect.after }]);
      expect(suspicious).toMatchObject({ sight: null, effect: null });
      const late = { state: 'done', ticketId: 100, sight: null } as const;
      expect(await store.lanes.conclude(held, first.effect.id, late, {}, told(suspicious))).toBe(true);
      expect((await load(store, held)).suspects).toEqual([]);
    });

    it('parks a lane for good, and holds one for a while or until its customer changes', async () => {
      await ready(store);
      const held = await claimOne(store);
      const holding = {
        state: 'held',
        reason: 'customer-suspended',
        detail: '',
        retryAfterMs: 60_000,
      } as const;
      await store.lanes.halt(held, holding, PARKED_EFFECT, told(await load(store, held)));
      await store.lanes.release(held);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
      await store.intake.customers([customer({ version: 5 })]);
      const again = await claimOne(store);
      const record = await load(store, again);
      expect(record.state).toBe('held');
      await store.lanes.halt(
        again,
        { state: 'parked', reason: 'rejected-by-zendesk', detail: 'x' },
        PARKED_EFFECT,
        told(record),
      );
      await store.lanes.release(again);
      await ready(store, 2);
      await store.intake.customers([customer({ version: 6 })]);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
    });

    it('tells when a stamp was first seen, however often it is seen again', async () => {
      await written();
      await ready(store, 2);
      const held = await claimOne(store);
      await store.pass(60);
      await store.lanes.sight(held, { ...SIGHT, settled: true });
      const age = (await load(store, held)).sightAgeMs;
      expect(age).toBeGreaterThanOrEqual(50);
      await store.lanes.sight(held, { ...SIGHT, stamp: '2026-11-21T09:00:01Z' });
      expect((await load(store, held)).sightAgeMs).toBeLessThan(age);
    });
  });
}
