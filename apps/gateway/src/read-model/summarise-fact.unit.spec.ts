import type { ConversationEvent } from '@parley/contracts';
import { CONVERSATION_EVENTS } from '@parley/contracts';
import { aConversation } from '@parley/testing';
import { summariseFact } from './summarise-fact';

const NAME = 'PRIVATE-NAME';
const TEXT = 'PRIVATE-TEXT';
const VALUE = 'PRIVATE-VALUE';
const story = aConversation('conv-1')
  .of({ id: 'contact-1', name: NAME, handle: NAME, fields: { email: VALUE } })
  .contactWrites(TEXT)
  .advisorReplies(TEXT, 'pending', { name: NAME, email: VALUE })
  .deliveryBecomes('sent')
  .botReplies(TEXT)
  .noteIsAdded(TEXT)
  .isRoutedTo('team-1')
  .isRoutedTo(null, { kind: 'advisor', id: 'a', name: NAME })
  .isTagged('vip', 'late')
  .isTagged()
  .isTagged(...Array.from({ length: 30 }, (_, index) => `tag-${index}`))
  .fieldsBecome({ email: VALUE })
  .isClosed()
  .isReopened()
  .contactIsAssociated('org-1', 42)
  .contactIsDisassociated('org-1');

describe('X2: the line of an event in a timeline', () => {
  it.each(story.events().map((event) => [event.type, event] as const))(
    '%s tells what happened',
    (_type, event) => {
      expect(summariseFact(event)).not.toBe('');
      expect(summariseFact(event).length).toBeLessThan(200);
    },
  );

  it('reads as a sentence', () => {
    expect(story.events().map(summariseFact)).toEqual([
      'Message from the contact',
      'Reply by an advisor (pending)',
      'Delivery of a reply is now sent',
      'Reply by a bot (sent)',
      'Internal note by an advisor',
      'Routed to team team-1 by a rule',
      'Taken from its team by an advisor',
      'Tags: vip, late',
      'All tags were taken away',
      'Tags: tag-0, tag-1, tag-2, tag-3, tag-4, tag-5, tag-6, tag-7, tag-8, tag-9 and 20 more',
      'Fields changed: email',
      'Closed',
      'Reopened',
      'Contact associated with Zendesk user 42 by an advisor',
      'Contact disassociated by an advisor',
    ]);
  });

  it('never holds a text, a name or a value', () => {
    const all = story.events().map(summariseFact).join('\n');
    expect(all).not.toMatch(/PRIVATE/);
  });

  it('has a line for every type of event', () => {
    for (const { type } of CONVERSATION_EVENTS) {
      const told = story.events().find((event) => event.type === type);
      if (told === undefined) expect(summariseFact(bare(type))).not.toBe('');
    }
  });
});

/** The types that a story does not tell: edits, deletions, updates and erasure. */
function bare(type: ConversationEvent['type']): ConversationEvent {
  const data = {
    contact: { id: 'c' },
    conversationId: 'k',
    accountId: 'a',
    message: { id: 'm', text: TEXT },
  };
  return { specversion: '1.0', id: 'e', source: '/s', type, data } as ConversationEvent;
}
