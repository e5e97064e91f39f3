import type { ConversationView, GateView } from '@parley/contracts';
import { countsByReason } from './counts';
import { parkedFilters, parkedQueryOf } from './filters';
import { type Order, outcomeOf, withOrder } from './orders';

const BEFORE = '2026-11-22T09:00:00.000Z';
const AFTER = '2026-11-22T09:05:00.000Z';

function conversation(
  change: Partial<ConversationView>,
): Pick<ConversationView, 'state' | 'reason' | 'gates'> {
  return { state: 'syncing', reason: null, gates: [], ...change };
}

const shut = (since: string): GateView => ({
  gate: 'ticket',
  open: false,
  reason: 'rejected-by-zendesk',
  since,
  cause: { source: '/s', id: 'e' },
});

describe('what came of an order (X3)', () => {
  const order: Order = { kind: 'retry', conversationId: 'c', since: BEFORE };
  const parked = { state: 'parked', reason: 'rejected-by-zendesk' } as const;

  it.each([
    ['it goes on', conversation({}), { state: 'done' }],
    ['nothing has moved yet', conversation({ ...parked, gates: [shut(BEFORE)] }), { state: 'pending' }],
    [
      'it stopped once more',
      conversation({ ...parked, gates: [shut(AFTER)] }),
      { state: 'again', reason: 'rejected-by-zendesk' },
    ],
    [
      'now a gate is shut',
      conversation({ state: 'held', reason: 'account-disabled' }),
      { state: 'waits', reason: 'account-disabled' },
    ],
    [
      'the choice is not carried out yet',
      conversation({ state: 'blocked', reason: 'customer-ambiguous' }),
      { state: 'pending' },
    ],
  ])('X3 %s', (_name, now, outcome) => {
    expect(outcomeOf(order, now)).toEqual(outcome);
  });

  it('is told once for each conversation, the newest order first', () => {
    const ignore: Order = { ...order, kind: 'ignore' };
    const other: Order = { ...order, conversationId: 'd' };
    expect(withOrder([other, order], ignore)).toEqual([ignore, other]);
  });
});

describe('the desk by reason (X3)', () => {
  const counted = [
    { organizationId: 'a', reason: 'ticket-deleted', count: 2, oldestSince: AFTER },
    { organizationId: 'b', reason: 'ticket-deleted', count: 3, oldestSince: BEFORE },
    { organizationId: 'a', reason: 'rejected-by-zendesk', count: 4, oldestSince: AFTER },
  ];

  it('X3 adds up organizations, most first', () => {
    expect(countsByReason(counted, undefined)).toEqual([
      { reason: 'ticket-deleted', count: 5, oldestSince: BEFORE },
      { reason: 'rejected-by-zendesk', count: 4, oldestSince: AFTER },
    ]);
  });

  it('X3 keeps to one organization', () => {
    expect(countsByReason(counted, 'b')).toEqual([
      { reason: 'ticket-deleted', count: 3, oldestSince: BEFORE },
    ]);
  });
});

describe('filters of the desk', () => {
  it('ask for what waits longer than an age', () => {
    const now = Date.parse('2026-11-22T10:00:00Z');
    expect(parkedQueryOf({ reason: 'ticket-deleted', olderThan: 'day' }, now)).toEqual({
      reason: 'ticket-deleted',
      parkedBefore: '2026-11-21T10:00:00.000Z',
    });
    expect(parkedQueryOf({ organizationId: 'a', olderThan: 'for ever' }, now)).toEqual({
      organizationId: 'a',
    });
  });

  it('are those of the address, and no others', () => {
    expect(parkedFilters({ reason: 'x', olderThan: 'day', other: 'y', organizationId: '' })).toEqual({
      reason: 'x',
      olderThan: 'day',
    });
  });
});
