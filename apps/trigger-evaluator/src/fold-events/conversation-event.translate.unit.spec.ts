import type { ConversationEvent } from '@parley/contracts';
import { aConversation } from '@parley/testing';
import { translateEvent } from './conversation-event.translate';

const POSITION = { epoch: 1, partition: 3, offset: 42 };
const RECORD = {
  topic: 't',
  partition: 3,
  offset: 42,
  timestamp: 1_700_000_000_000,
  key: null,
  value: null,
  headers: {},
};

const translated = (event: ConversationEvent) =>
  translateEvent({ event, position: POSITION, record: RECORD });
const story = () =>
  aConversation('conv-1').of({ id: 'contact-1', name: 'Ada', fields: { email: 'ada@example.com' } });

describe('events of the log in the policy’s words', () => {
  it('marks a fact with its place, its own time and its identity', () => {
    expect(translated(story().contactWrites('Hello').last())).toEqual({
      about: 'conversation',
      fact: {
        kind: 'message-received',
        messageId: 'conv-1-m1',
        mark: {
          position: POSITION,
          at: Date.parse('2026-11-21T09:00:00.000Z'),
          cause: { source: '/platforms/test', id: 'conv-1-e1' },
        },
        loggedAt: RECORD.timestamp,
        conversationId: 'conv-1',
        accountId: 'acc-whatsapp-1',
        contact: { id: 'contact-1', name: 'Ada', fields: { email: 'ada@example.com' } },
      },
    });
  });

  it('takes the log’s time where the platform gave none', () => {
    const { time: _time, ...event } = story().contactWrites('Hello').last();
    expect(translated(event as ConversationEvent).fact.mark.at).toBe(RECORD.timestamp);
  });

  it.each<[string, ConversationEvent, object]>([
    [
      'advisor',
      story().advisorReplies('Hi', 'pending').last(),
      { kind: 'reply-sent', byAdvisor: true, delivery: 'pending' },
    ],
    [
      'bot, sent where nothing is said',
      story().botReplies().last(),
      { kind: 'reply-sent', byAdvisor: false, delivery: 'sent' },
    ],
    [
      'delivery',
      story().advisorReplies('Hi', 'pending').deliveryBecomes('failed').last(),
      { kind: 'delivery-changed', messageId: 'conv-1-m1', delivery: 'failed' },
    ],
    ['routed', story().isRoutedTo('team-1').last(), { kind: 'routed', teamId: 'team-1' }],
    ['routed away', story().isRoutedTo(null).last(), { kind: 'routed', teamId: null }],
    [
      'fields',
      story().fieldsBecome({ email: null }).last(),
      { kind: 'fields-changed', fields: { email: null } },
    ],
    ['note', story().noteIsAdded('calm').last(), { kind: 'content-changed' }],
    ['tags', story().isTagged('vip').last(), { kind: 'content-changed' }],
    ['closed', story().isClosed().last(), { kind: 'closed' }],
    ['reopened', story().isReopened().last(), { kind: 'reopened' }],
  ])('a conversation fact: %s', (_name, event, expected) => {
    expect(translated(event)).toMatchObject({ about: 'conversation', fact: expected });
  });

  it.each(['parley.message.edited.v1', 'parley.message.deleted.v1'] as const)(
    '%s changes content',
    (type) => {
      const { contact, conversationId, accountId } = {
        contact: { id: 'c' },
        conversationId: 'conv-1',
        accountId: 'a',
      };
      const data = { contact, conversationId, accountId, message: { id: 'm-1', text: 'new' } };
      const event: ConversationEvent = { specversion: '1.0', source: '/s', id: 'e', type, data };
      expect(translated(event)).toMatchObject({ about: 'conversation', fact: { kind: 'content-changed' } });
    },
  );

  it('a contact fact: associated, disassociated, updated, erased', () => {
    expect(translated(story().contactIsAssociated('org-1', 42).last())).toMatchObject({
      about: 'contact',
      fact: {
        kind: 'contact-associated',
        organizationId: 'org-1',
        zendeskUserId: 42,
        contact: { id: 'contact-1' },
      },
    });
    expect(translated(story().contactIsDisassociated('org-1').last())).toMatchObject({
      about: 'contact',
      fact: { kind: 'contact-disassociated', organizationId: 'org-1' },
    });
    const envelope = { specversion: '1.0', source: '/s', id: 'e' } as const;
    const contact = { id: 'contact-1', name: 'Ada' };
    expect(translated({ ...envelope, type: 'parley.contact.updated.v1', data: { contact } })).toMatchObject({
      about: 'contact',
      fact: { kind: 'contact-updated', contact },
    });
    expect(translated({ ...envelope, type: 'parley.contact.erased.v1', data: { contact } })).toMatchObject({
      about: 'contact',
      fact: { kind: 'contact-erased', contact: { id: 'contact-1' } },
    });
  });
});
