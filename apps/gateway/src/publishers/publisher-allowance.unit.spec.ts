import { fixedClock } from '@parley/testing';
import { PublisherAllowance } from './publisher-allowance';

const limited = (eventsPerMinute: number | null) => ({
  id: 'p1',
  name: 'acme',
  sourcePrefix: null,
  idPrefix: null,
  eventsPerMinute,
  createdAt: '',
  createdBy: '',
});

/** A store that counts as the real one does: one window, all or nothing. */
function setUp() {
  const clock = fixedClock();
  let taken = 0;
  const takeAllowance = jest.fn((_id: string, wanted: number, perMinute: number) => {
    const granted = taken + wanted <= perMinute;
    if (granted) taken += wanted;
    return Promise.resolve({ granted, windowLeftMs: 30_000 });
  });
  return { clock, takeAllowance, allowance: new PublisherAllowance({ takeAllowance }, clock) };
}

describe('PublisherAllowance', () => {
  it('asks nobody for a publisher without a limit', () => {
    const { takeAllowance, allowance } = setUp();
    expect(allowance.take(limited(null), 1_000_000)).toEqual({ kind: 'granted' });
    expect(takeAllowance).not.toHaveBeenCalled();
  });

  it('grants exactly the limit, however it is split', async () => {
    const { allowance } = setUp();
    let granted = 0;
    for (let request = 0; request < 200; request += 1) {
      if ((await allowance.take(limited(100), 1)).kind === 'granted') granted += 1;
    }
    expect(granted).toBe(100);
  });

  it('takes blocks, so that a limit of any size costs about twenty round trips a minute', async () => {
    const { takeAllowance, allowance } = setUp();
    for (let event = 0; event < 10_000; event += 1) await allowance.take(limited(10_000), 1);
    expect(takeAllowance).toHaveBeenCalledTimes(20);
  });

  it('refuses a request as a whole and says when the window ends', async () => {
    const { allowance } = setUp();
    expect(await allowance.take(limited(10), 11)).toEqual({ kind: 'refused', retryAfterSeconds: 30 });
    expect(await allowance.take(limited(10), 10)).toEqual({ kind: 'granted' });
  });

  it('does not carry a block over into the next window', async () => {
    const { clock, takeAllowance, allowance } = setUp();
    await allowance.take(limited(100), 1);
    clock.advance(30_001);
    await allowance.take(limited(100), 1);
    expect(takeAllowance).toHaveBeenCalledTimes(2);
  });

  it('grants everything while the database is away: a limit must not lose events', async () => {
    const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    const allowance = new PublisherAllowance({ takeAllowance: () => Promise.reject(away) }, fixedClock());
    expect(await allowance.take(limited(1), 100)).toEqual({ kind: 'granted' });
  });
});
