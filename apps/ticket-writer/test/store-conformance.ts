import type { OrganizationDocument } from '@parley/contracts';
import { NOTHING_ACHIEVED, type Achieved, type Entry } from '@parley/ticket-content';
import type { Intake } from '../src/intake/intake';
import type { HeldLane, LaneRecord, NewEffect, TicketSight } from '../src/lane/lane';
import type { Announced, LaneStore } from '../src/lane/lane-store';
import type { AgentBook } from '../src/lane/ports';
import type { Transcript } from '../src/lane/transcript';
import { Announcement } from '../src/lane/announce';
import { customer, facts, introduce, message, organization, place, target, TICKET_KEY } from './writer-world';

/** A store under test, fresh and empty. */
export interface StoreUnderTest {
  readonly intake: Intake;
  readonly lanes: LaneStore;
  readonly transcript: Transcript;
  readonly agents: AgentBook;
  /** Lets this much time pass for the store. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

const LEASE_MS = 60_000;
const CLAIM = { owner: 'one', leaseMs: LEASE_MS, limit: 10, resting: [], restingUpdates: [] };
const SIGHT: TicketSight = {
  stamp: '2026-11-21T09:00:00Z',
  status: 'open',
  tags: ['parley'],
  assigneeId: null,
  settled: false,
};
const WRITTEN: Achieved = { ...NOTHING_ACHIEVED, position: place(1), history: 'done' };

function key(index: number): string {
  return `${String(index).padStart(8, '0')}-1111-5111-8111-111111111111`;
}

/** What every store of lanes must do; the one in memory and the one in Postgres run the same list. */
export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name}: lanes`, () => {
    let store: StoreUnderTest;
    beforeEach(async () => {
      store = await open();
      await introduce(store.intake);
    });
    afterEach(() => store.close());

    const ready = async (through = 1) => {
      await store.intake.facts(facts([message(through, `text ${through}`)]));
      await store.intake.targets([target(1, through)]);
    };
    const claimOne = async (change: Partial<typeof CLAIM> = {}): Promise<HeldLane> => {
      const [held] = await store.lanes.claim({ ...CLAIM, ...change });
      if (held === undefined) throw new Error('no lane is workable');
      return held;
    };
    const load = async (held: HeldLane): Promise<LaneRecord> => {
      const record = await store.lanes.load(held);
      if (record === undefined) throw new Error('the lane is not held any more');
      return record;
    };
    const told = (record: LaneRecord): Announced => new Announcement(record, new Date(0)).resumed().told();
    const effectOf = (record: LaneRecord, change: Partial<NewEffect> = {}): NewEffect => ({
      id: `00000000-0000-4000-8000-00000000000${record.nextSequence}`,
      sequence: record.nextSequence,
      kind: 'create',
      label: 'create',
      callClass: 'create',
      ticketId: null,
      body: Buffer.from('{"ticket":{"subject":"Grüße"}}'),
      after: { achieved: WRITTEN, generation: 0, earlierTicketId: null, comments: 1, requesterId: 501 },
      from: place(0),
      through: place(1),
      sentAs: 900,
      traceparents: ['00-1'],
      ...change,
    });
    const begun = async (held: HeldLane, change: Partial<NewEffect> = {}) => {
      const record = await load(held);
      const effect = effectOf(record, change);
      const announced = told(record);
      expect(await store.lanes.begin(held, effect, LEASE_MS, announced)).toBe(true);
      return { effect, record: { ...record, version: announced.version } };
    };
    const written = async (): Promise<void> => {
      await ready();
      const held = await claimOne();
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
      await ready();
      const [mine, others] = await Promise.all([store.lanes.claim(CLAIM), store.lanes.claim(CLAIM)]);
      expect([...mine, ...others]).toHaveLength(1);
      const [first] = [...mine, ...others] as [HeldLane];
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
      await store.lanes.release(first);
      const second = await claimOne({ leaseMs: 30 });
      expect(second.epoch).toBeGreaterThan(first.epoch);
      await store.pass(100);
      const third = await claimOne();
      expect(third.epoch).toBeGreaterThan(second.epoch);
    });

    it('writes nothing for an epoch that is not the newest', async () => {
      await ready();
      const old = await claimOne({ leaseMs: 10 });
      const record = await load(old);
      await store.pass(50);
      const held = await claimOne();
      expect(await store.lanes.load(old)).toBeUndefined();
      expect(await store.lanes.advance(old, WRITTEN)).toBe(false);
      expect(await store.lanes.sight(old, SIGHT)).toBe(false);
      expect(await store.lanes.begin(old, effectOf(record), LEASE_MS, told(record))).toBe(false);
      expect(await store.lanes.halt(old, { state: 'parked', reason: 'r', detail: '' }, told(record))).toBe(
        false,
      );
      await store.lanes.release(old);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
      expect(await load(held)).toMatchObject({
        achieved: NOTHING_ACHIEVED,
        state: 'active',
        effect: null,
        version: 0,
      });
    });

    it('does not conclude the effect of an epoch that is not the newest', async () => {
      await ready();
      const old = await claimOne();
      const { effect, record } = await begun(old);
      await store.lanes.release(old);
      const held = await claimOne();
      const done = { state: 'done', ticketId: 100, sight: null } as const;
      expect(await store.lanes.conclude(old, effect.id, done, {}, told(record))).toBe(false);
      expect((await load(held)).effect).toMatchObject({
        id: effect.id,
        state: 'in-flight',
        epoch: old.epoch,
      });
    });

    it('keeps an effect with its exact bytes until its end is known, and lets no second one begin', async () => {
      await ready();
      const held = await claimOne();
      const { effect, record } = await begun(held);
      const again = { ...effect, id: '00000000-0000-4000-8000-0000000000ff', sequence: 2 };
      await expect(store.lanes.begin(held, again, LEASE_MS, told(record))).rejects.toThrow();
      const kept = (await load(held)).effect;
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
      await ready();
      const held = await claimOne();
      const { effect, record } = await begun(held);
      const call = { status: 201, durationMs: 12.5, requestId: 'r-1' };
      const end = { state: 'done', ticketId: 100, sight: SIGHT, auditId: 7 } as const;
      expect(await store.lanes.conclude(held, effect.id, end, call, told(record))).toBe(true);
      expect(await load(held)).toMatchObject({
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
      await ready(2);
      const held = await claimOne();
      const change = { kind: 'update', label: 'comment', ticketId: 100 } as const;
      const { effect, record } = await begun(held, change);
      await store.lanes.conclude(
        held,
        effect.id,
        { state: 'unknown', reason: 'timeout' },
        { status: 504 },
        told(record),
      );
      expect((await load(held)).effect).toMatchObject({ state: 'unknown', reason: 'timeout', attempts: 2 });
      await store.lanes.release(held, 200);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
      await store.pass(400);
      expect((await claimOne()).ticketKey).toBe(TICKET_KEY);
    });

    it('remembers a suspect until a later effect is done, and takes it back when it came late', async () => {
      await written();
      await ready(3);
      const held = await claimOne();
      const change = { kind: 'update', label: 'comment', ticketId: 100 } as const;
      const first = await begun(held, change);
      const released = {
        state: 'released',
        reason: 'not-applied',
        isSuspect: true,
        forgetSight: true,
      } as const;
      await store.lanes.conclude(held, first.effect.id, released, {}, told(first.record));
      const suspicious = await load(held);
      expect(suspicious.suspects).toMatchObject([{ id: first.effect.id, after: first.effect.after }]);
      expect(suspicious).toMatchObject({ sight: null, effect: null });
      const late = { state: 'done', ticketId: 100, sight: null } as const;
      expect(await store.lanes.conclude(held, first.effect.id, late, {}, told(suspicious))).toBe(true);
      expect((await load(held)).suspects).toEqual([]);
    });

    it('parks a lane for good, and holds one for a while or until its customer changes', async () => {
      await ready();
      const held = await claimOne();
      const holding = {
        state: 'held',
        reason: 'customer-suspended',
        detail: '',
        retryAfterMs: 60_000,
      } as const;
      await store.lanes.halt(held, holding, told(await load(held)));
      await store.lanes.release(held);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
      await store.intake.customers([customer({ version: 5 })]);
      const again = await claimOne();
      const record = await load(again);
      expect(record.state).toBe('held');
      await store.lanes.halt(
        again,
        { state: 'parked', reason: 'rejected-by-zendesk', detail: 'x' },
        told(record),
      );
      await store.lanes.release(again);
      await ready(2);
      await store.intake.customers([customer({ version: 6 })]);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
    });

    it('tells when a stamp was first seen, however often it is seen again', async () => {
      await written();
      await ready(2);
      const held = await claimOne();
      await store.pass(60);
      await store.lanes.sight(held, { ...SIGHT, settled: true });
      const age = (await load(held)).sightAgeMs;
      expect(age).toBeGreaterThanOrEqual(50);
      await store.lanes.sight(held, { ...SIGHT, stamp: '2026-11-21T09:00:01Z' });
      expect((await load(held)).sightAgeMs).toBeLessThan(age);
    });

    it('merges targets by furthest place and highest version, in any order', async () => {
      const early = target(1, 2, { version: 2, requesterKey: 'user:501' });
      const late = target(1, 5, { version: 1, requesterKey: 'user:77' });
      await store.intake.facts(facts([message(1, 'one'), message(5, 'five')]));
      await store.intake.targets([early]);
      await store.intake.targets([late, late]);
      const record = await load(await claimOne());
      expect(record).toMatchObject({ through: place(5), customerId: 501 });
    });

    it('is told by each flow when a lane may work: transcript, target, customer', async () => {
      expect(await store.intake.targets([target(1, 4)])).toBe(false);
      expect(await store.intake.facts(facts([message(3, 'three')]))).toBe(false);
      expect(await store.intake.facts(facts([message(4, 'four')]))).toBe(true);
      expect(
        await store.intake.customers([
          customer({ version: 2, blockedReason: 'customer-suspended', zendeskUserId: null }),
        ]),
      ).toBe(false);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
      expect(await store.intake.customers([customer({ version: 3 })])).toBe(true);
      expect(
        await store.intake.customers([customer({ version: 2, blockedReason: 'customer-suspended' })]),
      ).toBeDefined();
      expect(await store.lanes.claim(CLAIM)).toHaveLength(1);
    });

    it('claims creates before updates and in turns between accounts, and leaves out who rests', async () => {
      const accounts = ['acc-a', 'acc-b'].map((accountId) => ({
        accountId,
        enabled: true,
        directApiContract: false,
      }));
      const named = accounts.map(
        ({ accountId }) => [accountId, { name: accountId, network: 'sms' }] as const,
      );
      await store.intake.accounts(new Map(named));
      await store.intake.organizations([organization(2, { accounts })]);
      await store.intake.facts(facts([message(9, 'nine')]));
      for (const index of [1, 2, 3]) {
        await store.intake.targets([
          target(1, 1, { ticketKey: key(index), accountId: 'acc-a', conversationId: `a-${index}` }),
        ]);
      }
      await store.intake.targets([
        target(1, 1, { ticketKey: key(4), accountId: 'acc-b', conversationId: 'b-4' }),
      ]);
      const two = await store.lanes.claim({ ...CLAIM, limit: 2 });
      expect(two.map(({ ticketKey }) => ticketKey).sort()).toEqual([key(1), key(4)]);
      expect(await store.lanes.claim({ ...CLAIM, resting: ['org-1'] })).toEqual([]);
      expect(await store.lanes.claim({ ...CLAIM, restingUpdates: ['org-1'] })).toHaveLength(2);
    });

    it('stops claiming at once where a gate shuts', async () => {
      await ready();
      const shut: OrganizationDocument = organization(2, { state: 'disconnected' });
      await store.intake.organizations([shut]);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
      await store.intake.organizations([organization(1)]);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
      await store.intake.organizations([organization(3)]);
      await store.intake.accounts(new Map([['acc-whatsapp-1', undefined]]));
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
    });

    it('remembers agents, and that there is none', async () => {
      expect(await store.agents.known('org-1', 'grace@example.org')).toBeUndefined();
      await store.agents.remember('org-1', 'grace@example.org', null);
      expect(await store.agents.known('org-1', 'grace@example.org')).toBeNull();
      await store.agents.remember('org-1', 'grace@example.org', 701);
      expect(await store.agents.known('org-1', 'grace@example.org')).toBe(701);
    });
  });

  describe(`${name}: transcript`, () => {
    let store: StoreUnderTest;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const key = { conversationId: 'conv-42', contactId: 'contact-7' };
    const story: readonly Entry[] = [
      { kind: 'tags', at: place(1), tags: ['a'] },
      { ...message(2, 'two'), traceparent: '00-2' } as Entry,
      message(3, 'three', { kind: 'bot', id: 'b' }),
      { kind: 'edit', at: place(4), messageId: 'm-2', text: 'zwei' },
      { kind: 'closed', at: place(5) },
      { ...message(6, 'six', { kind: 'advisor', id: 'g' }), url: 'https://platform.example/6' } as Entry,
      { kind: 'delivery', at: place(7), messageId: 'm-6', delivery: 'failed' },
      { kind: 'reopened', at: place(8) },
      { kind: 'deletion', at: place(9), messageId: 'm-3' },
    ];

    it('gives pages in log order, with what was said about their messages elsewhere', async () => {
      await store.intake.facts(facts(story));
      const request = { ...key, firedAt: place(5), through: place(9), after: place(1), limit: 2 };
      const first = await store.transcript.slice(request);
      expect(first.entries).toEqual([
        { ...story[1], author: { kind: 'contact', name: 'Ada Lovelace' } },
        story[2],
      ]);
      expect(first).toMatchObject({ complete: false, related: [story[3]] });
      const rest = await store.transcript.slice({ ...request, after: place(6), limit: 3 });
      expect(rest.entries).toEqual(story.slice(6));
      expect(rest.complete).toBe(true);
      expect(rest.related.map(({ at }) => at.offset)).toEqual([3, 6]);
      expect((await store.transcript.slice({ ...request, after: place(9) })).entries).toEqual([]);
    });

    it('sums up any history as ticket-content does', async () => {
      await store.intake.facts(facts(story));
      expect(await store.transcript.history(key, place(5))).toEqual({
        messages: 2,
        tags: ['a'],
        closed: true,
      });
      expect(await store.transcript.history(key, place(6))).toEqual({
        messages: 3,
        tags: ['a'],
        closed: true,
        lastMessageUrl: 'https://platform.example/6',
      });
      expect((await store.transcript.history(key, place(8))).closed).toBe(false);
      expect(await store.transcript.history({ ...key, contactId: 'other' }, place(8))).toEqual({
        messages: 0,
        tags: [],
        closed: false,
      });
    });

    it('keeps a message id once, and a repeated stretch once', async () => {
      await store.intake.facts(facts([message(1, 'one')]));
      await store.intake.facts(
        facts([
          message(1, 'one'),
          { ...message(2, 'again'), messageId: 'm-1' } as Entry,
          message(3, 'three'),
        ]),
      );
      const request = { ...key, firedAt: place(9), through: place(9), after: null, limit: 10 };
      const { entries } = await store.transcript.slice(request);
      expect(entries.map(({ at }) => at.offset)).toEqual([1, 3]);
    });

    it('names contacts as they were known at the time', async () => {
      const stretch = facts([message(1, 'one'), message(3, 'three'), message(5, 'five')]);
      await store.intake.facts({
        ...stretch,
        contacts: [
          { contactId: 'contact-7', at: place(1), handle: '@ada' },
          { contactId: 'contact-7', at: place(2), name: 'Ada' },
          { contactId: 'contact-7', at: place(4) },
          { contactId: 'contact-7', at: place(6), name: 'Countess' },
        ],
      });
      const { entries } = await store.transcript.slice({
        ...key,
        firedAt: place(9),
        through: place(9),
        after: null,
        limit: 10,
      });
      expect(entries.map((entry) => entry.kind === 'message' && entry.author.name)).toEqual([
        '@ada',
        'Ada',
        'Ada',
      ]);
      await introduce(store.intake);
      await store.intake.targets([target(5, 5)]);
      const [held] = await store.lanes.claim(CLAIM);
      expect(held && (await store.lanes.load(held))?.contact).toEqual({ name: 'Ada', handle: '@ada' });
    });
  });
}
