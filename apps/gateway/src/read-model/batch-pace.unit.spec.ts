import { BatchPace } from './batch-pace';

/** A pace on a clock of the test's own; each batch takes as long as told. */
function setUp() {
  let now = 1_000;
  const pace = new BatchPace(() => now);
  return {
    pace,
    pass: (ms: number) => (now += ms),
    store: (partition: string, tookMs: number) =>
      pace.run(partition, 3, () => {
        now += tookMs;
        return Promise.resolve();
      }),
  };
}

describe('the pace of small batches', () => {
  it('lets an idle partition through at once, and the next small batch only after a while', async () => {
    const { pace, pass, store } = setUp();
    expect(pace.waitOf('p/0', 3)).toBe(0);
    await store('p/0', 5);
    pass(50);
    expect(pace.waitOf('p/0', 3)).toBe(150);
    pass(150);
    expect(pace.waitOf('p/0', 3)).toBe(0);
  });

  it('keeps further away when storing is slow, but never further than a second', async () => {
    const { pace, store } = setUp();
    await store('p/0', 30);
    expect(pace.waitOf('p/0', 3)).toBe(600);
    await store('p/1', 500);
    expect(pace.waitOf('p/1', 3)).toBe(1_000);
  });

  it('never holds a batch that is worth its transaction, nor another partition', async () => {
    const { pace, store } = setUp();
    await store('p/0', 5);
    expect(pace.waitOf('p/0', 500)).toBe(0);
    expect(pace.waitOf('p/1', 3)).toBe(0);
  });

  it('gives what storing gave, also when it failed', async () => {
    const { pace } = setUp();
    expect(await pace.run('p/0', 1, () => Promise.resolve('stored'))).toBe('stored');
    await expect(pace.run('p/1', 1, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
  });
});
