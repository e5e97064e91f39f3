import type { BudgetLine } from '@parley/zendesk';
import { timeToDrain } from './time-to-drain';

function line(bucket: string, usable: number, change: Partial<BudgetLine> = {}): BudgetLine {
  return {
    bucket,
    limit: usable,
    usable,
    windowMs: 60_000,
    used: usable,
    left: 0,
    pausedForMs: 0,
    ...change,
  };
}

describe('timeToDrain', () => {
  it('is the time of the limit that takes longest', () => {
    const lines = [line('account', 180), line('ticket-updates', 80)];
    expect(timeToDrain({ tickets: 800, creates: 0 }, lines)).toBe(600);
    expect(timeToDrain({ tickets: 800, creates: 800 }, lines)).toBe(267);
    expect(timeToDrain({ tickets: 900, creates: 100 }, lines)).toBe(600);
  });

  it('counts what is left, and waits for pauses', () => {
    const lines = [
      line('account', 180, { left: 180 }),
      line('ticket-updates', 80, { left: 0, pausedForMs: 30_000 }),
    ];
    expect(timeToDrain({ tickets: 80, creates: 0 }, lines)).toBe(90);
    expect(timeToDrain({ tickets: 80, creates: 80 }, lines)).toBe(0);
  });

  it('goes by what 429s taught about creates', () => {
    const lines = [line('account', 180), line('route:POST /api/v2/tickets', 10)];
    expect(timeToDrain({ tickets: 100, creates: 100 }, lines)).toBe(600);
  });

  it('takes no time for nothing, and cannot be told without a budget', () => {
    expect(timeToDrain({ tickets: 0, creates: 0 }, [])).toBe(0);
    expect(timeToDrain({ tickets: 1, creates: 0 }, [])).toBeUndefined();
  });
});
