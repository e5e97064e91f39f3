import { wordsOfEntry } from './timeline-words';

describe('what an entry of the timeline says (X2)', () => {
  it.each([
    ['message.received', 'Message from the contact', { key: 'received', values: {}, attachments: 0 }],
    ['message.received', 'Message from the contact, 1 attachment', { key: 'received', attachments: 1 }],
    [
      'message.sent',
      'Reply by an advisor (pending), 3 attachments',
      { key: 'sentByAdvisor', values: { delivery: 'pending' }, attachments: 3 },
    ],
    ['message.sent', 'Reply by a bot (sent)', { key: 'sentByBot', values: { delivery: 'sent' } }],
    [
      'conversation.routed',
      'Routed to team t-1 by a bot',
      { key: 'routed', values: { team: 't-1' }, by: 'bot' },
    ],
    ['conversation.routed', 'Routed to team t-1', { key: 'routed', values: { team: 't-1' }, by: undefined }],
    ['conversation.routed', 'Taken from its team by a rule', { key: 'unrouted', by: 'rule' }],
    ['conversation.tagged', 'Tags: a, b and 3 more', { key: 'tagged', values: { tags: 'a, b and 3 more' } }],
    ['conversation.closed', 'Closed by an advisor', { key: 'closed', by: 'advisor' }],
    [
      'contact.associated',
      'Contact associated with Zendesk user 42 by an advisor',
      { values: { user: '42' } },
    ],
    [
      'sync.requested',
      'Mode B: the ticket shall show the conversation up to offset 12, then stay as it is',
      { key: 'requestedFrozen', values: { mode: 'B' } },
    ],
    [
      'ticket.updated',
      'Nothing to change in ticket #35',
      { key: 'ticketUnchanged', values: { ticket: '35' } },
    ],
    [
      'command.retry-parked',
      'Grace (operator) tries it again: mended',
      { key: 'retried', values: { who: 'Grace (operator)', note: 'mended' } },
    ],
    [
      'command.ignore-parked',
      'grace lets it go: a: b',
      { key: 'ignored', values: { who: 'grace', note: 'a: b' } },
    ],
  ])('%s: %s', (name, summary, words) => {
    expect(wordsOfEntry({ type: `parley.${name}.v1`, summary })).toMatchObject(words);
  });

  it('is left as it stands where a newer gateway tells something else', () => {
    expect(wordsOfEntry({ type: 'parley.something.new.v1', summary: 'x' })).toBeUndefined();
    expect(wordsOfEntry({ type: 'parley.message.sent.v1', summary: 'Reply by a parrot' })).toBeUndefined();
  });
});
