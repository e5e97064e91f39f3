import type { HeldLane } from '../src/lane/lane';
import { claimOne, LEASE_MS, load, ready, type StoreUnderTest } from './store-under-test';
import { facts, introduce, message, place, target, TICKET_KEY } from './writer-world';

const FILE = { at: place(1), ordinal: 0 };
const UPLOADED = { kind: 'uploaded', token: 'token-1', size: 12, usableForMs: 60_000 } as const;

/** What a book of attachments must do. */
export function describeAttachments(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name}: attachments`, () => {
    let store: StoreUnderTest;
    let held: HeldLane;
    beforeEach(async () => {
      store = await open();
      await introduce(store.intake);
      await ready(store);
      held = await claimOne(store);
    });
    afterEach(() => store.close());

    const begin = (lane = held) => store.attachments.begin(lane, FILE, LEASE_MS);
    const noted = () => store.attachments.noted(TICKET_KEY);

    it('K12: counts tries before they are made, and forgets those that something else ended', async () => {
      expect(await begin()).toEqual({ tries: 1, refusals: 0 });
      expect(await begin()).toEqual({ tries: 2, refusals: 0 });
      await store.attachments.end(held, FILE, { kind: 'not-tried' });
      expect(await begin()).toEqual({ tries: 2, refusals: 0 });
      expect(await noted()).toMatchObject([{ ...FILE, state: 'trying', tries: 2, waitMs: 0, token: null }]);
    });

    it('K12: says how long a file waits for its next try', async () => {
      await begin();
      await store.attachments.end(held, FILE, { kind: 'again', waitMs: 60_000 });
      const [waiting] = await noted();
      expect(waiting?.waitMs).toBeGreaterThan(50_000);
      await begin();
      expect(await noted()).toMatchObject([{ waitMs: 0, tries: 2 }]);
    });

    it('K12: keeps an upload as long as its token can be attached', async () => {
      await begin();
      await store.attachments.end(held, FILE, { ...UPLOADED, usableForMs: 300 });
      expect(await noted()).toMatchObject([{ state: 'uploaded', token: 'token-1', size: 12 }]);
      await store.pass(400);
      expect(await noted()).toMatchObject([{ state: 'uploaded', token: null }]);
      expect(await begin()).toEqual({ tries: 1, refusals: 0 });
    });

    it('K12: keeps why a file was left out', async () => {
      await begin();
      await store.attachments.end(held, FILE, { kind: 'left-out', fault: 'too-large', size: 30, limit: 20 });
      expect(await noted()).toMatchObject([{ state: 'left-out', fault: 'too-large', size: 30, limit: 20 }]);
    });

    it('K12: uploads that Zendesk refused to attach are due again, and counted', async () => {
      await begin();
      await store.attachments.end(held, FILE, UPLOADED);
      expect(await store.attachments.refused(held)).toBe(true);
      expect(await noted()).toMatchObject([{ state: 'trying', tries: 0, token: null }]);
      expect(await begin()).toEqual({ tries: 1, refusals: 1 });
    });

    it('K12: whoever lost the lane writes nothing', async () => {
      await begin();
      const gone = { ...held, epoch: held.epoch - 1 };
      expect(await begin(gone)).toBeUndefined();
      expect(await store.attachments.renew(gone, LEASE_MS)).toBe(false);
      expect(await store.attachments.end(gone, FILE, UPLOADED)).toBe(false);
      expect(await store.attachments.refused(gone)).toBe(false);
      expect(await noted()).toMatchObject([{ state: 'trying', tries: 1 }]);
    });

    it('K12: holds the lane while a file is brought', async () => {
      await store.lanes.release(held);
      const [short] = await store.lanes.claim({
        owner: 'two',
        leaseMs: 200,
        limit: 1,
        resting: [],
        restingUpdates: [],
      });
      if (short === undefined) throw new Error('no lane is workable');
      await store.attachments.renew(short, LEASE_MS);
      await store.pass(300);
      expect(
        await store.lanes.claim({ owner: 'three', leaseMs: 200, limit: 1, resting: [], restingUpdates: [] }),
      ).toEqual([]);
    });

    it('K12 K13: forgets a file once its comment is in Zendesk, but which message it came with; and no other', async () => {
      await store.intake.facts(facts([message(2, 'two')]));
      await store.intake.targets([target(1, 2)]);
      const second = { at: place(2), ordinal: 0 };
      for (const file of [FILE, second]) {
        await store.attachments.begin(held, file, LEASE_MS);
        await store.attachments.end(held, file, { ...UPLOADED, attachmentId: 7_000 + file.at.offset });
      }
      const record = await load(store, held);
      const achieved = { ...record.achieved, position: place(1), history: 'done' as const };
      const effect = {
        id: '00000000-0000-4000-8000-000000000001',
        sequence: 1,
        kind: 'create' as const,
        label: 'create',
        callClass: 'create' as const,
        ticketId: null,
        body: Buffer.from('{}'),
        after: { achieved, generation: 0, earlierTicketId: null, comments: 1, requesterId: 501 },
        from: place(0),
        through: place(1),
        sentAs: 900,
        traceparents: [],
        shows: [],
      };
      await store.lanes.begin(held, effect, LEASE_MS, { events: [], version: 1 });
      const end = { state: 'done', ticketId: 100, sight: null } as const;
      await store.lanes.conclude(held, effect.id, end, {}, { events: [], version: 2 });
      expect(await noted()).toMatchObject([second]);
      const { ticketKey } = held;
      expect(await store.attachments.attachedWith(ticketKey, [place(1), place(2)])).toEqual([7_001]);
      expect(await store.attachments.attachedWith(ticketKey, [place(2)])).toEqual([]);
    });
  });
}
