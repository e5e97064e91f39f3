import type { EventTrace, TracedConversation } from './event-trace';
import { statusOfEvent } from './status-of-event';

const position = { epoch: 0, partition: 1, offset: 7 };
const ticket = { zendeskTicketId: 35, url: 'https://acme.zendesk.com/agent/tickets/35' };

function trace(change: Partial<TracedConversation>): EventTrace {
  const conversation = {
    id: 'conv-1',
    state: 'held' as const,
    reason: null,
    moved: false,
    syncedTickets: [],
    position,
  };
  return { duplicates: 2, conversation: { ...conversation, ...change } };
}

describe('X4: what became of an event', () => {
  it.each([
    ['about no conversation', { duplicates: 0, conversation: null }, { state: 'applied', duplicates: 0 }],
    ['nothing decided yet', trace({}), { state: 'applied' }],
    ['held', trace({ reason: 'not-associated' }), { state: 'held', reason: 'not-associated' }],
    [
      'customer blocked',
      trace({ state: 'blocked', reason: 'customer-suspended' }),
      { state: 'held', reason: 'customer-suspended' },
    ],
    [
      'parked',
      trace({ state: 'parked', reason: 'ticket-deleted' }),
      { state: 'parked', reason: 'ticket-deleted' },
    ],
    ['on its way', trace({ state: 'syncing' }), { state: 'applied' }],
    ['without effect on a frozen ticket (T6)', trace({ state: 'frozen' }), { state: 'applied' }],
    ['synced', trace({ state: 'syncing', syncedTickets: [ticket] }), { state: 'synced', tickets: [ticket] }],
    [
      'synced before a gate shut',
      trace({ reason: 'account-disabled', syncedTickets: [ticket] }),
      { state: 'synced' },
    ],
  ])('%s', (_name, known, status) => {
    expect(statusOfEvent(known)).toMatchObject(status);
  });

  it('counts the duplicates and names the conversation', () => {
    expect(statusOfEvent(trace({}))).toMatchObject({ duplicates: 2, conversation: 'conv-1' });
  });

  it('is unknown when the event named another contact than its conversation has', () => {
    expect(statusOfEvent(trace({ moved: true }))).toBeUndefined();
  });
});
