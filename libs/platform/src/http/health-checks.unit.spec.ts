import { HealthChecks } from './health-checks';

describe('HealthChecks', () => {
  it('is ready when nothing has to be checked', async () => {
    await expect(new HealthChecks().report()).resolves.toEqual({ ok: true, checks: {} });
  });

  it('is not ready when one check is not, and says which and why', async () => {
    const health = new HealthChecks();
    health.register('postgres', () => Promise.resolve({ ok: true }));
    health.register('kafka', () => Promise.resolve({ ok: false, detail: 'partition 3 is stopped' }));
    await expect(health.report()).resolves.toEqual({
      ok: false,
      checks: { postgres: { ok: true }, kafka: { ok: false, detail: 'partition 3 is stopped' } },
    });
  });

  it('names the class of an error that a check throws, not its text', async () => {
    const health = new HealthChecks();
    health.register('postgres', () => Promise.reject(new RangeError('postgres://user:password@host')));
    await expect(health.report()).resolves.toEqual({
      ok: false,
      checks: { postgres: { ok: false, detail: 'RangeError' } },
    });
  });

  it('does not wait for ever for a check', async () => {
    jest.useFakeTimers();
    try {
      const health = new HealthChecks();
      health.register('postgres', () => new Promise(() => undefined));
      const report = health.report();
      await jest.advanceTimersByTimeAsync(2_000);
      await expect(report).resolves.toMatchObject({
        ok: false,
        checks: { postgres: { detail: 'no answer in 2000 ms' } },
      });
    } finally {
      jest.useRealTimers();
    }
  });

  it('forgets a check that was removed, but not its successor of the same name', async () => {
    const health = new HealthChecks();
    const remove = health.register('kafka', () => Promise.resolve({ ok: false }));
    remove();
    await expect(health.report()).resolves.toEqual({ ok: true, checks: {} });
    const removeFirst = health.register('kafka', () => Promise.resolve({ ok: false }));
    health.register('kafka', () => Promise.resolve({ ok: true }));
    removeFirst();
    await expect(health.report()).resolves.toEqual({ ok: true, checks: { kafka: { ok: true } } });
  });
});
