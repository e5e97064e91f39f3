import { limitsSeen } from './limit-headers';

describe('limitsSeen (Zendesk facts: rate limits)', () => {
  it('reads the account limit in every spelling', () => {
    const account = { name: 'account', limit: 700, remaining: 699 };
    expect(
      limitsSeen({ 'ratelimit-limit': '700', 'ratelimit-remaining': '699', 'ratelimit-reset': '41' }),
    ).toEqual([{ ...account, resetMs: 41_000 }]);
    expect(limitsSeen({ 'rate-limit-limit': '700', 'rate-limit-remaining': '699' })).toEqual([account]);
    expect(limitsSeen({ 'x-rate-limit': '700', 'x-rate-limit-remaining': '699' })).toEqual([account]);
  });

  it('reads endpoint limits in both spellings', () => {
    expect(
      limitsSeen({
        'zendesk-rate-limit-tickets-update': 'total=20; remaining=19; resets=59',
        'zendesk-ratelimit-per-ticket-updates': 'total=30; remaining=29; resets=468',
      }),
    ).toEqual([
      { name: 'tickets-update', limit: 20, remaining: 19, resetMs: 59_000 },
      { name: 'per-ticket-updates', limit: 30, remaining: 29, resetMs: 468_000 },
    ]);
  });

  it('leaves out what is malformed, and the number of background jobs', () => {
    expect(
      limitsSeen({
        'ratelimit-limit': 'many',
        'ratelimit-remaining': '3',
        'zendesk-rate-limit-tickets-update': 'total=; remaining=-1',
        'zendesk-ratelimit-inflight-jobs': 'total=30; remaining=30; resets=0',
      }),
    ).toEqual([]);
  });
});
