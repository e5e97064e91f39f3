import type { ZendeskOutcome } from '../gateway/outcome';
import { Breakers, countsAsFailure, type BreakerState } from './breakers';

const facts = { method: 'PUT', path: '/api/v2/tickets/1', durationMs: 1 } as const;
const ok: ZendeskOutcome<unknown> = {
  ...facts,
  kind: 'ok',
  status: 200,
  body: {},
  replayed: false,
  unpermittedKeys: [],
};
const failed: ZendeskOutcome<unknown> = {
  ...facts,
  kind: 'unknown',
  reason: 'server-error',
  detail: 'status 500',
  status: 500,
};
const limited: ZendeskOutcome<unknown> = {
  ...facts,
  kind: 'rate-limited',
  retryAfterMs: 1_000,
  bucket: 'account',
  sent: true,
};

describe('Breakers (per organization and kind of endpoint)', () => {
  const changes: [string, string, BreakerState][] = [];
  let probe: jest.Mock<Promise<ZendeskOutcome<unknown>>, [string]>;
  let breakers: Breakers;

  beforeEach(() => {
    jest.useFakeTimers();
    changes.length = 0;
    probe = jest.fn<Promise<ZendeskOutcome<unknown>>, [string]>();
    probe.mockResolvedValue(ok);
    breakers = new Breakers({ volume: 5, resetMs: 10_000 }, probe, (...change) => changes.push(change));
  });
  afterEach(() => {
    breakers.close();
    jest.useRealTimers();
  });

  const run = (outcome: ZendeskOutcome<unknown>, organization = 'org') =>
    breakers.run(organization, 'tickets', () => Promise.resolve(outcome));
  const runMany = async (outcome: ZendeskOutcome<unknown>, count: number) => {
    for (let call = 0; call < count; call += 1) await run(outcome);
  };

  it('gives every outcome back, failures too', async () => {
    expect(await run(ok)).toBe(ok);
    expect(await run(failed)).toBe(failed);
  });

  it('does not open on the first failures of a quiet day', async () => {
    await runMany(failed, 4);
    expect(breakers.isOpen('org', 'tickets')).toBe(false);
    await run(failed);
    expect(breakers.isOpen('org', 'tickets')).toBe(true);
  });

  it('opens for one organization and one kind of endpoint alone, and lets nothing through', async () => {
    await runMany(failed, 5);
    const job = jest.fn(() => Promise.resolve(ok));
    expect(await breakers.run('org', 'tickets', job)).toBeUndefined();
    expect(job).not.toHaveBeenCalled();
    expect(await breakers.run('org', 'users', job)).toBe(ok);
    expect(await breakers.run('other', 'tickets', job)).toBe(ok);
  });

  it('forgets failures as its window rolls on', async () => {
    await runMany(failed, 4);
    await jest.advanceTimersByTimeAsync(11_000);
    await runMany(failed, 4);
    expect(breakers.isOpen('org', 'tickets')).toBe(false);
  });

  it('asks with one harmless GET when half-open, and closes on its success', async () => {
    await runMany(failed, 5);
    const job = jest.fn(() => Promise.resolve(ok));
    probe.mockImplementation(async () => {
      expect(await breakers.run('org', 'tickets', job)).toBeUndefined();
      return ok;
    });
    await jest.advanceTimersByTimeAsync(10_000);
    expect(probe.mock.calls).toEqual([['org']]);
    expect(job).not.toHaveBeenCalled();
    expect(breakers.isOpen('org', 'tickets')).toBe(false);
    expect(changes.map(([, , state]) => state)).toEqual(['open', 'half-open', 'closed']);
  });

  it('stays open while the harmless GET fails, and asks again', async () => {
    await runMany(failed, 5);
    probe.mockResolvedValueOnce(failed);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(breakers.isOpen('org', 'tickets')).toBe(true);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(breakers.isOpen('org', 'tickets')).toBe(false);
  });

  it('stays open when the harmless GET cannot even be made', async () => {
    await runMany(failed, 5);
    probe.mockRejectedValueOnce(new Error('the database is away'));
    await jest.advanceTimersByTimeAsync(20_000);
    expect(changes.map(([, , state]) => state)).toEqual(['open', 'half-open', 'open', 'half-open', 'closed']);
  });

  it('counts neither 429s nor refusals nor conflicts, however many', async () => {
    await runMany(limited, 50);
    await runMany({ ...facts, kind: 'conflict', status: 409 }, 50);
    await runMany(
      { ...facts, kind: 'refused', status: 422, code: 'invalid', detail: '', fields: [], body: {} },
      50,
    );
    expect(breakers.isOpen('org', 'tickets')).toBe(false);
  });

  it('counts 5xx, network faults and time-outs', () => {
    expect(countsAsFailure(failed)).toBe(true);
    expect(countsAsFailure({ ...failed, reason: 'timeout' })).toBe(true);
    expect(countsAsFailure({ ...failed, reason: 'connection-lost' })).toBe(true);
    expect(countsAsFailure({ ...facts, kind: 'not-sent', reason: 'connect-failed' })).toBe(true);
    expect(countsAsFailure({ ...facts, kind: 'not-sent', reason: 'host-refused' })).toBe(false);
    expect(countsAsFailure({ ...failed, reason: 'database-conflict' })).toBe(false);
    expect(countsAsFailure({ ...failed, reason: 'unreadable-answer' })).toBe(false);
  });

  it('throws errors of the job itself on, and holds them against nobody', async () => {
    for (let call = 0; call < 20; call += 1) {
      await expect(
        breakers.run('org', 'tickets', () => Promise.reject(new TypeError('bug'))),
      ).rejects.toThrow('bug');
    }
    expect(breakers.isOpen('org', 'tickets')).toBe(false);
  });

  it('keeps one timer for all breakers', async () => {
    for (let organization = 0; organization < 100; organization += 1) await run(ok, `org-${organization}`);
    expect(jest.getTimerCount()).toBe(1);
  });
});
