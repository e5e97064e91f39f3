import { fixedClock } from '@parley/testing';
import type { RefreshInHand } from '../connection/connection';
import type { Grant, GrantOutcome } from './oauth-client';
import { TokenRefresher } from './token-refresher';

const IN_HAND: RefreshInHand = {
  organizationId: 'org',
  url: 'https://acme.zendesk.com',
  tokenVersion: 1,
  client: { id: 'parley', secret: null },
  refreshToken: 'refresh-1',
};
const GRANT: Grant = { accessToken: 'access-2', refreshToken: 'refresh-2', expiresInS: 1_800, scopes: [] };
const AWAY = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

describe('TokenRefresher (A2)', () => {
  function setUp(outcome: GrantOutcome, stores: readonly (boolean | Error)[] = [true]) {
    const clock = fixedClock();
    const done: string[] = [];
    const left = [...stores];
    let holder: RefreshInHand | undefined = IN_HAND;
    const known = { state: 'active', tokenVersion: 1, isRenewable: true };
    const refresher = new TokenRefresher(
      {
        beginRefresh: () => {
          const inHand = holder;
          holder = undefined;
          return Promise.resolve(inHand);
        },
        storeRefreshed: () => {
          done.push('store');
          const next = left.length > 1 ? left.shift() : left[0];
          return next instanceof Error ? Promise.reject(next) : Promise.resolve(next ?? false);
        },
        endRefresh: () => Promise.resolve(void done.push('give back')),
        find: () => Promise.resolve({ ...IN_HAND, ...known } as never),
      },
      {
        refresh: () => {
          done.push('ask');
          return Promise.resolve(outcome);
        },
      },
      clock,
      (ms) => {
        clock.advance(ms);
        return Promise.resolve();
      },
    );
    return { refresher, done, known };
  }

  it('stores the new pair before it says so', async () => {
    const { refresher, done } = setUp({ kind: 'granted', grant: GRANT });
    expect(await refresher.refresh('org', 1)).toBe('refreshed');
    expect(done).toEqual(['ask', 'store']);
  });

  it('asks once for everybody who needs it at the same time', async () => {
    const { refresher, done } = setUp({ kind: 'granted', grant: GRANT });
    const results = await Promise.all([1, 1, 1].map((version) => refresher.refresh('org', version)));
    expect(results).toEqual(['refreshed', 'refreshed', 'refreshed']);
    expect(done).toEqual(['ask', 'store']);
  });

  it('keeps on storing a pair while Postgres is away: the old one is dead', async () => {
    const { refresher, done } = setUp({ kind: 'granted', grant: GRANT }, [AWAY, AWAY, true]);
    expect(await refresher.refresh('org', 1)).toBe('refreshed');
    expect(done).toEqual(['ask', 'store', 'store', 'store']);
  });

  it('gives up after a minute', async () => {
    const { refresher, done } = setUp({ kind: 'granted', grant: GRANT }, [AWAY]);
    await expect(refresher.refresh('org', 1)).rejects.toBe(AWAY);
    expect(done.filter((step) => step === 'store').length).toBeGreaterThan(100);
  });

  it.each<readonly [GrantOutcome, string, readonly string[]]>([
    [{ kind: 'refused', code: 'invalid_grant' }, 'refused', ['ask']],
    [{ kind: 'unknown' }, 'later', ['ask', 'give back']],
    [{ kind: 'not-sent', reason: 'unreachable' }, 'later', ['ask', 'give back']],
  ])('says what %j means', async (outcome, result, steps) => {
    const { refresher, done } = setUp(outcome);
    expect(await refresher.refresh('org', 1)).toBe(result);
    expect(done).toEqual(steps);
  });

  it.each([
    ['somebody else is at it', {}, 'later'],
    ['somebody else has done it', { tokenVersion: 2 }, 'refreshed'],
    ['there is no refresh token', { isRenewable: false }, 'impossible'],
    ['nobody may call any more', { state: 'unauthorised' }, 'impossible'],
  ])('asks nothing when %s', async (_what, change, result) => {
    const { refresher, done, known } = setUp({ kind: 'unknown' });
    await refresher.refresh('org', 1);
    Object.assign(known, change);
    expect(await refresher.refresh('org', 1)).toBe(result);
    expect(done).toEqual(['ask', 'give back']);
  });
});
