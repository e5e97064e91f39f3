import { aConversation } from '@parley/testing';
import { decoded } from '../../test/decoded';
import { foldConversations } from './fold-conversations';

describe('folding a batch of facts', () => {
  it('keeps account, contact, last place and times of each conversation', () => {
    const events = aConversation('conv-1').on('acc-9').contactWrites('a').advisorReplies('b').events();
    expect(foldConversations(decoded(events, { offset: 10 }))).toEqual([
      {
        conversationId: 'conv-1',
        accountId: 'acc-9',
        contactId: 'contact-1',
        closedAt: null,
        position: { epoch: 0, partition: 0, offset: 11 },
        firstSeenAt: new Date('2026-11-21T12:00:10.000Z'),
        lastSeenAt: new Date('2026-11-21T12:00:11.000Z'),
      },
    ]);
  });

  it('T11 knows when a conversation was closed upstream, if it is still closed', () => {
    const closed = aConversation('a').contactWrites('x').isClosed().isTagged('late').events();
    const reopened = aConversation('b').isClosed().isReopened().events();
    const written = aConversation('c').isClosed().contactWrites('x').events();
    const answered = aConversation('d').isClosed().advisorReplies('x').events();
    const untouched = aConversation('e').isTagged('x').events();
    const folds = foldConversations(decoded([...closed, ...reopened, ...written, ...answered, ...untouched]));
    expect(folds.map(({ conversationId, closedAt }) => [conversationId, closedAt])).toEqual([
      ['a', new Date('2026-11-21T09:00:01.000Z')],
      ['b', null],
      ['c', null],
      ['d', null],
      ['e', undefined],
    ]);
  });

  it('leaves out what is about a contact alone', () => {
    const events = aConversation('conv-1')
      .contactIsAssociated('org', 1)
      .contactIsDisassociated('org')
      .events();
    expect(foldConversations(decoded(events))).toEqual([]);
  });

  it('lets a conversation keep its first contact', () => {
    const first = aConversation('conv-1').of('ada').contactWrites('x').events();
    const moved = aConversation('conv-1').of('eve').isClosed().events();
    const [fold] = foldConversations(decoded([...first, ...moved]));
    expect(fold).toMatchObject({ contactId: 'ada', position: { offset: 0 } });
    expect(fold).toMatchObject({ closedAt: null });
  });
});
