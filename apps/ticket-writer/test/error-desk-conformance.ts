import { NOTHING_ACHIEVED, type Achieved } from '@parley/ticket-content';
import type { Order } from '../src/follow-commands/parked-lanes.port';
import { Announcement } from '../src/lane/announce';
import type { HeldLane, LaneRecord, NewEffect } from '../src/lane/lane';
import type { Announced, Conclusion } from '../src/lane/lane-store';
import { CLAIM, claimOne, LEASE_MS, load, ready, type StoreUnderTest } from './store-under-test';
import { introduce, ORGANIZATION, place, TICKET_KEY } from './writer-world';

const WRITTEN: Achieved = { ...NOTHING_ACHIEVED, position: place(1), history: 'done' };
const LANE = { organizationId: ORGANIZATION, ticketKey: TICKET_KEY } as const;
const RETRY: Order = { kind: 'retry', ...LANE };
const IGNORED = { by: 'Grace', at: '2026-11-21T10:00:00Z', note: 'no' } as const;
const OTHER = '00000000-0000-4000-8000-0000000000aa';

/** What a store must do with parked lanes, with tickets that went elsewhere, and with what comments show. */
export function describeErrorDesk(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name}: error desk`, () => {
    let store: StoreUnderTest;
    beforeEach(async () => {
      store = await open();
      await introduce(store.intake);
      await ready(store);
    });
    afterEach(() => store.close());

    const told = (record: LaneRecord): Announced => new Announcement(record, new Date(0)).resumed().told();
    const ended = async (held: HeldLane, end: Conclusion, change: Partial<NewEffect> = {}) => {
      const record = await load(store, held);
      const effect: NewEffect = {
        id: `00000000-0000-4000-8000-00000000000${record.nextSequence}`,
        sequence: record.nextSequence,
        kind: 'create',
        label: 'create',
        callClass: 'create',
        ticketId: null,
        shows: [place(1), null],
        body: Buffer.from('{}'),
        after: { achieved: WRITTEN, generation: 0, earlierTicketId: null, comments: 1, requesterId: 501 },
        from: place(0),
        through: place(1),
        sentAs: 900,
        traceparents: [],
        ...change,
      };
      const begun = told(record);
      await store.lanes.begin(held, effect, LEASE_MS, begun);
      await store.lanes.conclude(held, effect.id, end, {}, told({ ...record, version: begun.version }));
      return effect.id;
    };
    const rejected = (reason: string): Conclusion => ({
      state: 'rejected',
      reason,
      halt: { state: 'parked', reason, detail: '' },
    });
    const done = { state: 'done', ticketId: 100, sight: null, auditId: 7 } as const;
    const parkedOn = async (reason = 'rejected-by-zendesk'): Promise<string> => {
      const held = await claimOne(store);
      const id = await ended(held, rejected(reason));
      await store.lanes.release(held);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
      return id;
    };

    it('X3: takes up a parked lane on order, tells so once, and from what the lane stood at', async () => {
      await parkedOn();
      const { events, anyMayWork } = await store.order([RETRY, RETRY]);
      expect(events.map(({ type, data }) => [type, data.version])).toEqual([['parley.ticket.resumed.v1', 3]]);
      expect(anyMayWork).toBe(true);
      const record = await load(store, await claimOne(store));
      expect(record).toMatchObject({
        state: 'active',
        achieved: NOTHING_ACHIEVED,
        nextSequence: 2,
        version: 3,
        isRemade: false,
      });
      expect(await store.order([RETRY])).toEqual({ events: [], anyMayWork: false });
    });

    it('X3: takes a lane away from whoever parked it just now', async () => {
      const held = await claimOne(store);
      await ended(held, rejected('rejected-by-zendesk'));
      await store.order([RETRY]);
      expect(await store.lanes.load(held)).toBeUndefined();
      await claimOne(store);
    });

    it('X3: goes past what a lane is parked on, and keeps the note that is due', async () => {
      const effectId = await parkedOn();
      const ignore = { kind: 'ignore', ...LANE, ignored: IGNORED } as const;
      expect((await store.order([{ ...ignore, effectId: OTHER }])).events).toEqual([]);
      expect((await store.order([{ ...ignore, effectId, organizationId: 'org-2' }])).events).toEqual([]);
      const { events } = await store.order([{ ...ignore, effectId }]);
      expect(events.map(({ type, data }) => [type, 'state' in data ? data.state : undefined])).toEqual([
        ['parley.effect.changed.v1', 'ignored'],
        ['parley.ticket.resumed.v1', undefined],
      ]);
      expect(await load(store, await claimOne(store))).toMatchObject({
        state: 'active',
        achieved: { ...WRITTEN, ignored: [{ ...IGNORED, reason: 'rejected-by-zendesk' }] },
      });
    });

    it('K11: marks a deleted ticket to be made anew, until it is seen again', async () => {
      const held = await claimOne(store);
      await ended(held, done);
      const record = await load(store, held);
      const halt = { state: 'parked', reason: 'ticket-deleted', detail: '' } as const;
      await store.lanes.halt(held, halt, OTHER, told(record));
      await store.lanes.release(held);
      await ready(store, 2);
      await store.order([RETRY]);
      const again = await claimOne(store);
      expect(await load(store, again)).toMatchObject({ isRemade: true, ticketId: 100, sight: null });
      const sight = { stamp: 's', status: 'open', tags: [], assigneeId: null, settled: false } as const;
      await store.lanes.sight(again, sight);
      expect((await load(store, again)).isRemade).toBe(false);
    });

    it('K11: lets a deleted ticket go with all that waits', async () => {
      const held = await claimOne(store);
      await ended(held, done);
      await ready(store, 2);
      const halt = { state: 'parked', reason: 'ticket-deleted', detail: '' } as const;
      await store.lanes.halt(held, halt, OTHER, told(await load(store, held)));
      await store.lanes.release(held);
      const ignored = await store.order([{ kind: 'ignore', ...LANE, effectId: OTHER, ignored: IGNORED }]);
      expect(ignored.events.map(({ type }) => type)).toEqual(['parley.ticket.resumed.v1']);
      expect(ignored.anyMayWork).toBe(false);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
    });

    it('K11: begins anew with the next generation and all of it as history', async () => {
      const held = await claimOne(store);
      await ended(held, done);
      await ready(store, 2);
      expect(await store.lanes.restart(held)).toBe(true);
      expect(await load(store, held)).toMatchObject({
        generation: 1,
        ticketId: null,
        earlierTicketId: null,
        comments: 0,
        requesterId: null,
        achieved: NOTHING_ACHIEVED,
        firedAt: place(2),
        through: place(2),
      });
      await store.lanes.release(held);
      await ready(store, 3);
      expect((await load(store, await claimOne(store))).firedAt).toEqual(place(2));
    });

    it('K11: follows a merged ticket, and tells which one it is now', async () => {
      const held = await claimOne(store);
      await ended(held, done);
      const record = await load(store, held);
      expect(await store.lanes.follow(held, 200, WRITTEN, told(record))).toBe(true);
      expect(await load(store, held)).toMatchObject({
        ticketId: 200,
        sight: null,
        version: record.version + 1,
        achieved: WRITTEN,
      });
      await store.lanes.release(held);
      const other = await store.lanes.follow({ ...held, epoch: 0 }, 300, WRITTEN, told(record));
      expect(other).toBe(false);
    });

    it('K13: knows which comments show the text of a fact', async () => {
      const held = await claimOne(store);
      const effectId = await ended(held, done);
      await ended(held, { ...done, ticketId: 100, auditId: 8 }, { kind: 'update', shows: [place(2)] });
      await ended(held, rejected('rejected-by-zendesk'), { kind: 'update', shows: [place(1)] });
      expect(await store.lanes.commentsShowing(held, [place(1), place(9)])).toEqual([
        {
          effectId,
          ticketId: 100,
          auditId: 7,
          firstSentAt: expect.any(Date) as Date,
          shows: [place(1), null],
        },
      ]);
      expect(await store.lanes.commentsShowing(held, [place(3)])).toEqual([]);
    });
  });
}
