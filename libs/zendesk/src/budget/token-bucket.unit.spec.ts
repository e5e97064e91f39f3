import fc from 'fast-check';
import {
  EMPTY_BUCKET,
  pause,
  returnTokens,
  sight,
  takeTokens,
  usedInWindow,
  type BucketRule,
} from './token-bucket';

const rule: BucketRule = {
  limit: 100,
  windowMs: 60_000,
  share: 0.8,
  burst: 0.25,
  windowReserve: 0,
  largestBlock: 10,
};

describe('takeTokens', () => {
  it('gives a burst at once and paces what comes after', () => {
    const burst = takeTokens(rule, EMPTY_BUCKET, 1_000_000, 100, 0);
    expect(burst).toMatchObject({ granted: 20, spare: 0 });
    const next = takeTokens(rule, burst.state, 1_000_000, 1, 0);
    expect(next.granted).toBe(0);
    expect(takeTokens(rule, burst.state, 1_000_000 + next.retryAfterMs, 1, 0).granted).toBe(1);
    expect(takeTokens(rule, burst.state, 1_000_000 + next.retryAfterMs - 2, 1, 0).granted).toBe(0);
  });

  it('gives the whole share of a window to a steady caller, and never more', () => {
    let state = EMPTY_BUCKET;
    let granted = 0;
    for (let now = 0; now < 600_000; now += 100) {
      const grant = takeTokens(rule, state, now, 5, 0);
      state = grant.state;
      granted += grant.granted;
    }
    expect(granted).toBeGreaterThan(80 * 10 * 0.94);
    expect(granted).toBeLessThanOrEqual(80 * 10 + 20);
  });

  it('paces on after a burst, so that the end of the window never holds anybody up for long', () => {
    const perTicket: BucketRule = {
      ...rule,
      limit: 30,
      windowMs: 600_000,
      share: 1,
      burst: 0.4,
      windowReserve: 3,
    };
    for (const [tested, longest] of [
      [rule, 1_500],
      [perTicket, 34_000],
    ] as const) {
      let state = EMPTY_BUCKET;
      let last = 0;
      let gap = 0;
      for (let now = 0; now < 3 * tested.windowMs; now += 50) {
        const grant = takeTokens(tested, state, now, 1, Number.EPSILON);
        state = grant.state;
        if (grant.granted === 0) continue;
        gap = Math.max(gap, now - last);
        last = now;
      }
      expect(gap).toBeLessThan(longest);
    }
  });

  it('leaves a part of the burst to the more urgent (create > close > public > internal > history)', () => {
    const history = takeTokens(rule, EMPTY_BUCKET, 0, 100, 0.3);
    expect(history.granted).toBe(14);
    expect(takeTokens(rule, history.state, 0, 100, 0).granted).toBe(6);
  });

  it('says when a bucket that is short has a token again, for every kind of shortage', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: fc.nat(30_000), wanted: fc.integer({ min: 1, max: 30 }) }), {
          maxLength: 40,
        }),
        fc.constantFrom(0, 0.1, 0.3),
        (calls, reserve) => {
          let state = EMPTY_BUCKET;
          let now = 5_000_000;
          for (const { gap, wanted } of calls) {
            now += gap;
            const grant = takeTokens(rule, state, now, wanted, reserve);
            state = grant.state;
            if (grant.granted > 0) continue;
            expect(takeTokens(rule, state, now + grant.retryAfterMs, 1, reserve).granted).toBe(1);
          }
        },
      ),
      { seed: 20_261_121 },
    );
  });

  it('gives nothing while paused by a 429, and everything after', () => {
    const paused = pause(EMPTY_BUCKET, 31_000);
    expect(takeTokens(rule, paused, 1_000, 1, 0)).toMatchObject({
      granted: 0,
      spare: 0,
      retryAfterMs: 30_000,
    });
    expect(takeTokens(rule, paused, 31_000, 1, 0).granted).toBe(1);
  });

  it("obeys Zendesk's headers: the limit is theirs, and what is left is shared out", () => {
    const seen = sight(rule, EMPTY_BUCKET, 0, { limit: 20, remaining: 5, resetMs: 40_000 }, 1);
    const grant = takeTokens(rule, seen, 0, 10, 0);
    expect(grant.granted).toBe(3); // 5 x 0.8, less one that was under way
    expect(takeTokens(rule, grant.state, 39_999, 10, 0).granted).toBe(0);
    expect(takeTokens(rule, grant.state, 40_000, 10, 0).granted).toBe(4); // 20 x 0.8 x 0.25
  });

  it('takes unspent tokens back', () => {
    const { state } = takeTokens(rule, EMPTY_BUCKET, 1_000, 20, 0);
    const back = returnTokens(rule, state, 1_000, 15);
    expect(usedInWindow(rule, back, 1_500)).toBe(5);
    expect(takeTokens(rule, back, 1_500, 20, 0).granted).toBe(15);
    expect(returnTokens(rule, EMPTY_BUCKET, 1_000, 15)).toBe(EMPTY_BUCKET);
  });
});
