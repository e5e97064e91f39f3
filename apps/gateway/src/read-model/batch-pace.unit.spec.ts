import { BatchPace } from './batch-pace';

describe('the pace of small batches', () => {
  it('lets an idle partition through at once, and the next small batch only after a while', async () => {
    let now = 1_000;
    const pace = new BatchPace(() => now, 200);
    expect(pace.waitOf('p/0', 3)).toBe(0);
    await pace.take('p/0', 3);
    now += 50;
    expect(pace.waitOf('p/0', 3)).toBe(150);
    now += 150;
    expect(pace.waitOf('p/0', 3)).toBe(0);
  });

  it('never holds a batch that is worth its transaction, nor another partition', async () => {
    const pace = new BatchPace(() => 1_000, 200);
    await pace.take('p/0', 3);
    expect(pace.waitOf('p/0', 500)).toBe(0);
    expect(pace.waitOf('p/1', 3)).toBe(0);
  });
});
