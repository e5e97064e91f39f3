import { eventually } from '@parley/testing';
import type { ZendeskOutcome, ZendeskUser } from '@parley/zendesk';
import { OUTCOMES } from '../../test/fake-zendesk-users';
import type { CheckPage, CustomerChecks } from './customer-checks.port';
import { CustomerWatch } from './customer-watch';

const users: readonly ZendeskUser[] = [
  { id: 1, active: true, suspended: false },
  { id: 2, active: true, suspended: true },
  { id: 3, active: false, suspended: false },
];

describe('CustomerWatch (C4, C5)', () => {
  let anew: (readonly number[])[];
  let woken: number;
  let page: CheckPage | undefined;
  let answer: ZendeskOutcome<readonly ZendeskUser[]>;
  let asked: unknown[][];
  let watch: CustomerWatch;

  beforeEach(() => {
    [anew, woken, asked] = [[], 0, []];
    page = {
      organizationId: 'org',
      customers: [1, 2, 3, 4].map((zendeskUserId) => ({ zendeskUserId, knownAs: 'usable' })),
    };
    answer = {
      method: 'GET',
      path: '/',
      durationMs: 1,
      kind: 'ok',
      status: 200,
      body: users,
      replayed: false,
      unpermittedKeys: [],
    };
    const checks: CustomerChecks = {
      takePage: () => Promise.resolve(page),
      findAnew: (_organizationId, ids) => {
        anew.push(ids);
        return Promise.resolve(ids.length);
      },
    };
    const zendesk = {
      showManyUsers: (...args: unknown[]) => {
        asked.push(args);
        return Promise.resolve(answer);
      },
    };
    watch = new CustomerWatch(checks, zendesk, () => (woken += 1), { everyMs: 300_000, pauseMs: 5 });
  });

  it('has those found anew who are suspended, deleted, or not there any more', async () => {
    expect(await watch.lookOnce()).toBe(3);
    expect(anew).toEqual([[2, 3, 4]]);
    expect(woken).toBe(1);
  });

  it('C4, C5: has those found anew whose suspension was lifted, who were restored, or deleted while suspended; and no other', async () => {
    page = {
      organizationId: 'org',
      customers: [
        { zendeskUserId: 1, knownAs: 'suspended' },
        { zendeskUserId: 1, knownAs: 'gone' },
        { zendeskUserId: 2, knownAs: 'suspended' },
        { zendeskUserId: 3, knownAs: 'suspended' },
        { zendeskUserId: 4, knownAs: 'gone' },
      ],
    };
    expect(await watch.lookOnce()).toBe(3);
    expect(anew).toEqual([[1, 1, 3]]);
    expect(asked).toEqual([['org', [1, 2, 3, 4], 'history']]);
  });

  it('gives way to every other call', async () => {
    await watch.lookOnce();
    expect(asked).toEqual([['org', [1, 2, 3, 4], 'history']]);
  });

  it.each(['timeout', 'breakerOpen', 'rateLimited', 'unauthorised', 'forbidden'] as const)(
    'takes nobody for changed after "%s"',
    async (name) => {
      answer = OUTCOMES[name];
      expect(await watch.lookOnce()).toBe(0);
      expect(anew).toEqual([]);
    },
  );

  it('asks nothing when everybody was looked at a moment ago', async () => {
    page = undefined;
    expect(await watch.lookOnce()).toBe(0);
    expect(asked).toEqual([]);
  });

  it('keeps looking until it is stopped', async () => {
    watch.start();
    await eventually(() => anew.length >= 3);
    await watch.stop();
    const looked = anew.length;
    await watch.stop();
    expect(anew).toHaveLength(looked);
  });
});
