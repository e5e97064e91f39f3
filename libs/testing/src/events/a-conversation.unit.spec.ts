import { parseInbound } from '@parley/contracts';
import { aConversation } from './a-conversation';
import { aDirectory } from './a-directory';
import { aMessage } from './a-message';

function everyStep() {
  return aConversation('conv-9')
    .of({ id: 'contact-9', name: 'Ada', fields: { email: 'ada@example.com' } })
    .on('acc-9')
    .contactWrites('Hello')
    .contactWrites(aMessage('photo').withoutText())
    .contactWrites(
      aMessage('html').inHtml('<p>Hi</p>').linkedAs('https://platform.example/m/1').answering('photo'),
    )
    .advisorReplies('Hi', 'pending')
    .deliveryBecomes('sent')
    .botReplies()
    .messageIsEdited('Hi again')
    .messageIsDeleted()
    .contactIsUpdated({ fields: { email: 'ada@example.org' } })
    .noteIsAdded('calm customer')
    .isRoutedTo('team-1')
    .isTagged('vip', 'late')
    .fieldsBecome({ email: null })
    .isClosed()
    .isReopened()
    .contactIsAssociated('org-1', 42)
    .contactIsDisassociated('org-1');
}

describe('aConversation', () => {
  it('tells events that the contracts accept, one a step', () => {
    const events = everyStep().events();
    expect(events).toHaveLength(17);
    for (const event of events) expect(parseInbound(event)).toEqual({ ok: true, event: expect.anything() });
  });

  it('gives the same events for the same story', () => {
    expect(everyStep().events()).toEqual(everyStep().events());
  });

  it('names messages after their place in the conversation', () => {
    const last = aConversation('c')
      .contactWrites('a')
      .advisorReplies('b', 'pending')
      .deliveryBecomes('sent')
      .last();
    expect(last.data).toMatchObject({ message: { id: 'c-m2' }, delivery: 'sent' });
    expect(aConversation('c').contactWrites('a').lastRef()).toEqual({
      source: '/platforms/test',
      id: 'c-e1',
    });
  });
});

describe('aDirectory', () => {
  it('tells events that the contracts accept', () => {
    const events = aDirectory()
      .withAccount('acc-1', 'whatsapp')
      .withTeam('team-1')
      .withField('email')
      .events();
    expect(events).toHaveLength(3);
    for (const event of events) expect(parseInbound(event)).toEqual({ ok: true, event: expect.anything() });
  });
});
