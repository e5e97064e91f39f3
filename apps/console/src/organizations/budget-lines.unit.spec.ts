import { bucketOf, inOrder, usedPercent } from './budget-lines';

const line = (bucket: string, used = 0) => ({
  bucket,
  limit: 100,
  usable: 80,
  windowSeconds: 60,
  used,
  left: 80 - used,
  pausedForSeconds: 0,
});

describe('the limits of a Zendesk', () => {
  it.each([
    ['account', { kind: 'account' }],
    ['ticket-updates', { kind: 'ticket-updates' }],
    ['ticket:42', { kind: 'ticket', what: '42' }],
    ['route:POST /api/v2/uploads', { kind: 'route', what: 'POST /api/v2/uploads' }],
    ['newly-invented', { kind: 'other', what: 'newly-invented' }],
  ])('%s counts what it names', (name, bucket) => {
    expect(bucketOf(name)).toEqual(bucket);
  });

  it.each([
    [0, 80, 0],
    [40, 80, 50],
    [90, 80, 100],
    [0, 0, 100],
  ])('%d of %d is %d %%', (used, usable, percent) => {
    expect(usedPercent({ used, usable })).toBe(percent);
  });

  it('stand in the order of what they concern, the fullest single tickets only', () => {
    const lines = [line('ticket:1', 1), line('ticket:2', 8), line('ticket:3', 4), line('x'), line('account')];
    expect(inOrder(lines, 2).map(({ bucket }) => bucket)).toEqual(['account', 'ticket:2', 'ticket:3', 'x']);
  });
});
