import fc from 'fast-check';
import { fixedClock } from '@parley/testing';
import { describeBucketStore } from '../../test/bucket-store-suite';
import { MemoryBucketStore } from './memory-bucket-store';
import type { CallClass, CallTarget } from '../gateway/call';
import { BucketRules } from './bucket-rules';
import { RequestBudget, type CallTokens } from './request-budget';

const START = 1_790_000_000_000;

describeBucketStore('MemoryBucketStore', () => Promise.resolve(new MemoryBucketStore(() => START)));

function replicas(count: number, updateShare = 0.8) {
  const clock = fixedClock();
  const store = new MemoryBucketStore(() => START + clock.monotonicMs());
  const fail = (error: unknown) => {
    throw error;
  };
  const budgets = Array.from(
    { length: count },
    () => new RequestBudget(store, new BucketRules(updateShare), clock, fail),
  );
  return { clock, store, budgets, first: budgets[0] as RequestBudget };
}

const update = (ticketId: number, callClass: CallClass = 'public'): CallTarget => ({
  method: 'PUT',
  path: `/api/v2/tickets/${ticketId}`,
  callClass,
  ticketId,
});
const read: CallTarget = { method: 'GET', path: '/api/v2/tickets/1', callClass: 'read' };

async function taken(budget: RequestBudget, target: CallTarget): Promise<CallTokens> {
  const taking = await budget.take('org', target);
  if (taking.kind === 'short') throw new Error(`short of ${taking.bucket}`);
  return taking.tokens;
}

describe('RequestBudget', () => {
  it('never lets a quiet system wait, at two round trips for its first call and one for a later one', async () => {
    const { clock, store, first } = replicas(1);
    (await taken(first, update(1))).spend();
    expect(store.trips).toBe(2);
    clock.advance(5_000);
    (await taken(first, update(1))).spend();
    expect(store.trips).toBe(3);
  });

  it('K15 lets what became of a call be found out before others begin, so that neither waits for the other for ever', async () => {
    const { clock, first } = replicas(1);
    const audits: CallTarget = { ...read, path: '/api/v2/tickets/1/audits', callClass: 'settle' };
    for (;;) {
      const taking = await first.take('org', read);
      if (taking.kind === 'short') break;
      taking.tokens.spend();
    }
    for (let waitedMs = 0; ; waitedMs += 100) {
      expect(waitedMs).toBeLessThan(60_000);
      // Look-ups ask first, each time.
      expect(await first.take('org', read)).toMatchObject({ kind: 'short', bucket: 'account' });
      if ((await first.take('org', audits)).kind === 'taken') break;
      clock.advance(100);
    }
  });

  it('serves many calls from one block', async () => {
    const { clock, store, first } = replicas(1);
    first.sighted('org', read, [{ name: 'account', limit: 2_500, remaining: 2_499, resetMs: 60_000 }]);
    let calls = 0;
    for (let second = 0; second < 60; second += 1) {
      for (let tick = 0; tick < 30; tick += 1) {
        clock.advance(33);
        (await taken(first, read)).spend();
        calls += 1;
      }
    }
    expect(calls).toBe(1_800);
    expect(store.trips).toBeLessThan(100);
  });

  it('leases once for callers that come together', async () => {
    const { store, first } = replicas(1);
    const all = await Promise.all(
      Array.from({ length: 15 }, (_, ticket) => first.take('org', update(ticket))),
    );
    expect(all.map(({ kind }) => kind)).toEqual(Array.from({ length: 15 }, () => 'taken'));
    expect(store.trips).toBe(2);
  });

  it('refuses from memory while the bucket is empty', async () => {
    const { store, first } = replicas(1);
    await Promise.all(Array.from({ length: 40 }, (_, ticket) => first.take('org', update(ticket))));
    const before = store.trips;
    const again = await Promise.all(Array.from({ length: 40 }, () => first.take('org', update(99))));
    expect(again.every((taking) => taking.kind === 'short' && taking.bucket === 'ticket-updates')).toBe(true);
    expect(store.trips - before).toBeLessThanOrEqual(2);
  });

  it('pauses exactly the bucket that a 429 names, for every replica, and voids its tokens', async () => {
    const { clock, budgets, first } = replicas(2);
    const held = await taken(first, update(1));
    const bucket = await first.exhausted(
      'org',
      update(2),
      [{ name: 'tickets-update', limit: 100, remaining: 0 }],
      30_000,
    );
    expect(bucket).toBe('ticket-updates');
    expect(held.usable()).toBe(false);
    for (const budget of budgets) {
      expect(await budget.take('org', update(3))).toMatchObject({ kind: 'short', bucket: 'ticket-updates' });
      expect(await budget.take('org', read)).toMatchObject({ kind: 'taken' });
      expect(await budget.take('other', update(3))).toMatchObject({ kind: 'taken' });
    }
    clock.advance(30_000);
    for (const budget of budgets)
      expect(await budget.take('org', update(3))).toMatchObject({ kind: 'taken' });
  });

  it('pauses only that kind of call when a 429 names no bucket', async () => {
    const { first } = replicas(1);
    const create: CallTarget = { method: 'POST', path: '/api/v2/users', callClass: 'user' };
    expect(await first.exhausted('org', create, [{ name: 'account', limit: 700, remaining: 3 }], 2_000)).toBe(
      'route:POST /api/v2/users',
    );
    expect(await first.take('org', create)).toEqual({
      kind: 'short',
      bucket: 'route:POST /api/v2/users',
      retryAfterMs: 2_000,
    });
    expect(await first.take('org', read)).toMatchObject({ kind: 'taken' });
  });

  it('leaves tokens of other buckets good when a 429 names one of theirs', async () => {
    const { first } = replicas(1);
    const [looking, changing] = [await taken(first, read), await taken(first, update(1))];
    await first.exhausted('org', update(2), [{ name: 'per-ticket-updates', limit: 30, remaining: 0 }], 9_000);
    expect([looking.usable(), changing.usable()]).toEqual([true, true]);
    await first.exhausted('org', update(2), [{ name: 'tickets-update', limit: 100, remaining: 0 }], 9_000);
    expect([looking.usable(), changing.usable()]).toEqual([true, false]);
  });

  it('keeps updates of a busy ticket for its status and closing', async () => {
    const { clock, first } = replicas(1);
    let comments = 0;
    for (let second = 0; second < 590; second += 1) {
      clock.advance(1_000);
      const taking = await first.take('org', update(7));
      if (taking.kind === 'taken') comments += 1;
    }
    expect(comments).toBeGreaterThan(20);
    expect(comments).toBeLessThanOrEqual(27);
    expect(await first.take('org', update(7, 'close'))).toMatchObject({ kind: 'taken' });
  });

  it('limits user upserts to one a second', async () => {
    const { clock, first } = replicas(1);
    const upsert: CallTarget = { method: 'PUT', path: '/api/v2/users/5', callClass: 'user' };
    let done = 0;
    for (let tick = 0; tick < 600; tick += 1) {
      clock.advance(100);
      if ((await first.take('org', upsert)).kind === 'taken') done += 1;
    }
    expect(done).toBeLessThanOrEqual(62);
  });

  it('reports use, what is left and pauses', async () => {
    const { clock, first } = replicas(1);
    const target = update(1);
    const tokens = await taken(first, target);
    first.sighted('org', target, [{ name: 'tickets-update', limit: 20, remaining: 19, resetMs: 59_000 }]);
    tokens.spend();
    tokens.settle();
    clock.advance(2_000);
    (await taken(first, update(2))).spend();
    expect(await first.report('org')).toContainEqual({
      bucket: 'ticket-updates',
      limit: 20,
      usable: 16,
      windowMs: 60_000,
      used: 2,
      left: 14,
      pausedForMs: 0,
    });
  });

  it('gives tokens for a second, and not longer', async () => {
    const { clock, first } = replicas(1);
    const [early, late] = [await taken(first, update(1)), await taken(first, update(2))];
    clock.advance(999);
    expect([early.usable(), late.usable()]).toEqual([true, true]);
    early.spend();
    clock.advance(1);
    expect([early.usable(), late.usable()]).toEqual([false, false]);
  });

  describe('is never above a limit in any window', () => {
    const callClass = fc.constantFrom<CallClass>('create', 'close', 'public', 'internal', 'history');
    const moody = fc.record({
      gap: fc.oneof(fc.constant(0), fc.nat(400), fc.nat(20_000)),
      replica: fc.nat(2),
      ticket: fc.integer({ min: 1, max: 2 }),
      callClass,
      calls: fc.integer({ min: 1, max: 12 }),
      hold: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1_200 })),
      give: fc.boolean(),
    });
    const greedy = fc.record({
      gap: fc.nat(1_500),
      replica: fc.nat(2),
      ticket: fc.integer({ min: 1, max: 1_000 }),
      callClass: fc.constant<CallClass>('create'),
      calls: fc.constant(15),
      hold: fc.oneof(fc.constant(0), fc.integer({ min: 900, max: 999 })),
      give: fc.constant(false),
    });

    it.each([
      [
        'whatever replicas do, and however late a leased token is spent',
        fc.array(moody, { minLength: 1, maxLength: 60 }),
        60,
      ],
      ['when replicas take all they get', fc.array(greedy, { minLength: 90, maxLength: 120 }), 3],
    ])('%s', async (_name, stories, numRuns) => {
      await fc.assert(
        fc.asyncProperty(stories, fc.constantFrom(0.1, 0.5, 0.8, 1), async (steps, share) => {
          const sent = await play(steps, share);
          expect(most(sent.get('account'), 60_000)).toBeLessThanOrEqual(180);
          expect(most(sent.get('ticket-updates'), 60_000)).toBeLessThanOrEqual(100 * share);
          for (const ticket of [1, 2])
            expect(most(sent.get(`ticket:${ticket}`), 600_000)).toBeLessThanOrEqual(30);
        }),
        { numRuns, seed: 20_261_121 },
      );
    });
  });
});

interface Step {
  readonly gap: number;
  readonly replica: number;
  readonly ticket: number;
  readonly callClass: CallClass;
  readonly calls: number;
  readonly hold: number;
  readonly give: boolean;
}

/** Plays a story on three replicas; tells when which bucket's token was spent. */
async function play(steps: readonly Step[], share: number): Promise<ReadonlyMap<string, readonly number[]>> {
  const { clock, budgets } = replicas(3, share);
  const sent = new Map<string, number[]>();
  for (const { gap, replica, ticket, callClass, calls, hold, give } of steps) {
    clock.advance(gap);
    const budget = budgets[replica] as RequestBudget;
    const takings = await Promise.all(
      Array.from({ length: calls }, (_, call) =>
        budget.take('org', update(ticket + (ticket > 2 ? call * 1_000 : 0), callClass)),
      ),
    );
    clock.advance(hold);
    for (const [call, taking] of takings.entries()) {
      if (taking.kind === 'short' || !taking.tokens.usable()) continue;
      if (give) {
        taking.tokens.release();
        continue;
      }
      taking.tokens.spend();
      for (const bucket of [
        'account',
        'ticket-updates',
        `ticket:${ticket + (ticket > 2 ? call * 1_000 : 0)}`,
      ]) {
        const times = sent.get(bucket) ?? [];
        times.push(clock.monotonicMs());
        sent.set(bucket, times);
      }
    }
  }
  return sent;
}

/** Most calls that fell into any window; times ascend. */
function most(times: readonly number[] = [], windowMs: number): number {
  let first = 0;
  return times.reduce((highest, time, last) => {
    while ((times[first] ?? time) <= time - windowMs) first += 1;
    return Math.max(highest, last - first + 1);
  }, 0);
}
