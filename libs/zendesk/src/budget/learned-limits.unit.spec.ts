import fc from 'fast-check';
import { fixedClock } from '@parley/testing';
import { MemoryBucketStore } from './memory-bucket-store';
import type { CallTarget } from '../gateway/call';
import { BucketRules } from './bucket-rules';
import { RequestBudget } from './request-budget';

const START = 1_790_000_000_000;
const MINUTE = 60_000;
const ACCOUNT = { name: 'account', limit: 2_500, remaining: 2_400, resetMs: MINUTE };
const upload: CallTarget = { method: 'POST', path: '/api/v2/uploads?filename=a', callClass: 'public' };
const create: CallTarget = { method: 'POST', path: '/api/v2/tickets', callClass: 'create' };

/** Replicas against an account that allows everything, but only `hidden` uploads in each minute of its own, and tells nobody. */
class HiddenLimit {
  readonly clock = fixedClock();
  readonly store = new MemoryBucketStore(() => START + this.clock.monotonicMs());
  readonly budgets: readonly RequestBudget[];
  private window = { index: 0, used: 0 };
  sent = 0;
  refused = 0;

  constructor(
    replicas: number,
    public hidden: number,
    private readonly retryAfterMs: number,
  ) {
    this.budgets = Array.from(
      { length: replicas },
      () => new RequestBudget(this.store, new BucketRules(0.8), this.clock, rethrow),
    );
  }

  /** Every replica asks for as much as it gets, for so long. */
  async run(minutes: number): Promise<{ readonly sent: number; readonly refused: number }> {
    const before = { sent: this.sent, refused: this.refused };
    const end = this.clock.monotonicMs() + minutes * MINUTE;
    while (this.clock.monotonicMs() < end) {
      for (const budget of this.budgets) await this.upload(budget);
      this.clock.advance(211);
    }
    return { sent: this.sent - before.sent, refused: this.refused - before.refused };
  }

  private async upload(budget: RequestBudget): Promise<void> {
    const taking = await budget.take('org', upload);
    if (taking.kind === 'short') return;
    taking.tokens.spend();
    this.sent += 1;
    const index = Math.floor(this.clock.monotonicMs() / MINUTE);
    if (this.window.index !== index) this.window = { index, used: 0 };
    this.window.used += 1;
    budget.sighted('org', upload, [ACCOUNT]);
    if (this.window.used > this.hidden) {
      this.refused += 1;
      await budget.exhausted('org', upload, [ACCOUNT], this.retryAfterMs);
    }
    taking.tokens.settle();
  }
}

function rethrow(error: unknown): never {
  throw error;
}

describe('limits that no header tells (AIMD on an unexplained 429)', () => {
  it('learns them: under one 429 in a hundred calls, and most of what Zendesk allows is used', async () => {
    const zendesk = new HiddenLimit(2, 120, 1_000);
    await zendesk.run(3);
    const { sent, refused } = await zendesk.run(60);
    expect(refused).toBeGreaterThan(0);
    expect(refused / sent).toBeLessThan(0.01);
    expect(sent).toBeGreaterThan(60 * 120 * 0.6);
    expect(sent - refused).toBeLessThanOrEqual(60 * 121);
  });

  it('recovers after Zendesk allows more', async () => {
    const zendesk = new HiddenLimit(2, 60, 1_000);
    await zendesk.run(5);
    zendesk.hidden = Infinity;
    const soon = await zendesk.run(10);
    await zendesk.run(60);
    const late = await zendesk.run(10);
    expect(soon.refused + late.refused).toBe(0);
    expect(late.sent).toBeGreaterThan(soon.sent * 2);
  });

  it('shares what one replica learned, and slows no other kind of call', async () => {
    const zendesk = new HiddenLimit(2, 40, 20_000);
    const [first, second] = zendesk.budgets as [RequestBudget, RequestBudget];
    first.sighted('org', upload, [ACCOUNT]);
    for (let call = 0; call < 40; call += 1) {
      zendesk.clock.advance(50);
      await first.take('org', upload);
    }
    expect(await first.exhausted('org', upload, [], 20_000)).toBe('route:POST /api/v2/uploads');
    expect(await second.take('org', upload)).toMatchObject({
      kind: 'short',
      bucket: 'route:POST /api/v2/uploads',
    });
    expect(await second.take('org', create)).toMatchObject({ kind: 'taken' });
    expect(await second.report('org')).toContainEqual(
      expect.objectContaining({
        bucket: 'route:POST /api/v2/uploads',
        limit: 20,
        left: 0,
        pausedForMs: 20_000,
      }),
    );
    zendesk.clock.advance(63_000);
    expect(await second.take('org', upload)).toMatchObject({ kind: 'taken' });
  });

  it('learns once from calls that were under way together', async () => {
    const zendesk = new HiddenLimit(1, 40, 1_000);
    const [first] = zendesk.budgets as [RequestBudget];
    first.sighted('org', upload, [ACCOUNT]);
    for (let call = 0; call < 80; call += 1) {
      zendesk.clock.advance(50);
      await first.take('org', upload);
    }
    for (let answer = 0; answer < 10; answer += 1) await first.exhausted('org', upload, [], 1_000);
    const lines = await first.report('org');
    expect(lines.find(({ bucket }) => bucket === 'route:POST /api/v2/uploads')?.usable).toBe(40);
  });

  it('believes a header that names a limit we do not know, and learns nothing then', async () => {
    const zendesk = new HiddenLimit(2, 40, 1_000);
    const [first, second] = zendesk.budgets as [RequestBudget, RequestBudget];
    const told = { name: 'ticket-request-create-by-user-and-ip', limit: 300, remaining: 0, resetMs: 7_000 };
    await first.take('org', create);
    expect(await first.exhausted('org', create, [told], 7_000)).toBe('route:POST /api/v2/tickets');
    expect(await second.take('org', create)).toMatchObject({ kind: 'short', retryAfterMs: 7_000 });
    zendesk.clock.advance(7_000);
    expect(await second.take('org', create)).toMatchObject({ kind: 'taken' });
  });

  it('goes by a limit of all, never by one of a single record', async () => {
    const zendesk = new HiddenLimit(1, 40, 1_000);
    const [first] = zendesk.budgets as [RequestBudget];
    first.sighted('org', create, [
      { name: 'tickets-made', limit: 300, remaining: 2, resetMs: 50_000 },
      { name: 'per-user-tickets', limit: 5, remaining: 0, resetMs: 50_000 },
    ]);
    expect(await first.take('org', create)).toMatchObject({ kind: 'taken' });
    expect(await first.take('org', create)).toMatchObject({
      kind: 'short',
      bucket: 'route:POST /api/v2/tickets',
    });
  });

  it('is never above what it learned in any window, and never stops for good', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 10, max: 200 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1_000, max: 60_000 }),
        async (hidden, replicas, retryAfterMs) => {
          const zendesk = new HiddenLimit(replicas, hidden, retryAfterMs);
          await zendesk.run(4);
          const { sent, refused } = await zendesk.run(20);
          // At the lowest limit that is learned, a few 429s more are the price of going on.
          expect(refused).toBeLessThan(Math.max(sent * 0.01, 6));
          expect(sent).toBeGreaterThan(20 * hidden * 0.35);
        },
      ),
      { numRuns: 4, seed: 20_261_122 },
    );
  });
});
