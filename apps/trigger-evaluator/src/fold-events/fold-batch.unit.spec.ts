import { configureLogging } from '@parley/platform';
import { aConversation, aDirectory } from '@parley/testing';
import { ACCOUNT, aDocument, EMAIL_KEY, LINKED, ORGANIZATION, TEAM } from '../../test/documents';
import { MemoryStage } from '../../test/memory-stage';

configureLogging({ level: 'silent' });

async function anOpenStage(mostConversationsAtOnce = 100): Promise<MemoryStage> {
  const stage = new MemoryStage(mostConversationsAtOnce);
  await stage.learn(aDirectory().withAccount(ACCOUNT, 'whatsapp').events());
  await stage.configure(aDocument(1));
  await stage.lookAgainAtAll();
  return stage;
}

describe('folding batches', () => {
  it('T1 fires over two batches, and asks once a batch for each ticket', async () => {
    const stage = await anOpenStage();
    const story = aConversation('conv-1').contactWrites('Hello').advisorReplies('Hi');
    await stage.fold(story.events());
    expect(stage.told.targets()).toEqual([]);
    expect(stage.told.reasons('conv-1')).toEqual(['not-associated', 'not-routed']);
    const more = story
      .contactIsAssociated(ORGANIZATION, 9001)
      .contactWrites('Still there?')
      .advisorReplies('Yes');
    const before = stage.messages.length;
    await stage.fold(more.events().slice(2));
    expect(stage.told.targets()).toMatchObject([
      { mode: 'A', requester: 'user:9001', firedAt: 3, through: 5 },
    ]);
    expect(stage.messages.slice(before).map(({ headers }) => headers['ce_type'])).toEqual([
      'parley.sync.requested.v1',
      'parley.sync.held.v1',
    ]);
  });

  it('T3 an association fires for conversations of earlier batches', async () => {
    const stage = await anOpenStage();
    const stories = ['conv-1', 'conv-2'].map((id) =>
      aConversation(id).contactWrites('Hello').advisorReplies('Hi'),
    );
    for (const story of stories) await stage.fold(story.events());
    await stage.fold([aConversation('conv-3').contactIsAssociated(ORGANIZATION, 9001).last()]);
    expect(stage.told.targets().map(({ conversationId }) => conversationId)).toEqual(['conv-1', 'conv-2']);
  });

  it('T5 a contact’s field told in one conversation opens another', async () => {
    const stage = await anOpenStage();
    await stage.fold(aConversation('conv-1').contactWrites('Hello').isRoutedTo(TEAM).events());
    const contact = { id: 'contact-1', fields: { [EMAIL_KEY]: 'ada@example.com' } };
    await stage.fold(aConversation('conv-2').of(contact).contactWrites('Hello').events());
    expect(stage.told.targets()).toMatchObject([
      { conversationId: 'conv-1', requester: 'email:ada@example.com', firedAt: 3 },
    ]);
  });

  it('dead-letters an event that names another contact, and learns nothing from it', async () => {
    const stage = await anOpenStage();
    await stage.fold(aConversation('conv-1').of('contact-1').contactWrites('Hello').events());
    const before = new Map(stage.states.conversations);
    const moved = aConversation('conv-1').of({ id: 'contact-2', fields: { [EMAIL_KEY]: 'eve@example.com' } });
    await stage.fold(moved.contactWrites('Mine now').events());
    expect(stage.rejected).toEqual(['conversation-moved']);
    expect(stage.states.conversations).toEqual(before);
    expect(stage.states.contacts.has('contact-2')).toBe(false);
  });

  it('puts off conversations of a contact with too many, to pages that end the same', async () => {
    const [few, many] = [await anOpenStage(), await anOpenStage(2)];
    for (const stage of [few, many]) {
      for (const id of ['conv-1', 'conv-2', 'conv-3', 'conv-4']) {
        await stage.fold(aConversation(id).contactWrites('Hello').advisorReplies('Hi').events());
      }
      await stage.fold([aConversation('conv-5').contactIsAssociated(ORGANIZATION, 9001).last()]);
    }
    expect(few.queue.rows).toEqual([]);
    expect(few.told.targets()).toHaveLength(4);
    expect(many.told.targets()).toEqual([]);
    expect(many.queue.rows).toMatchObject([{ scope: 'contact', subject: 'contact-1' }]);
    expect(many.wakes).toBeGreaterThan(few.wakes);
    await many.lookAgainAtAll(3);
    expect(many.told.targets().map(({ conversationId, requester }) => [conversationId, requester])).toEqual(
      few.told.targets().map(({ conversationId, requester }) => [conversationId, requester]),
    );
  });

  it('does not load a contact’s other conversations for an event that moves no trigger', async () => {
    const stage = await anOpenStage();
    await stage.fold(aConversation('conv-1').contactWrites('Hello').events());
    const load = jest.spyOn(stage.states, 'loadConversations');
    await stage.fold([
      aConversation('conv-1')
        .of({ id: 'contact-1', name: 'Ada', fields: { colour: 'red' } })
        .contactWrites('Again')
        .last(),
    ]);
    expect(load.mock.calls.map(([, , ofContacts]) => ofContacts)).toEqual([[]]);
  });

  it('X7 forgets the addresses of an erased contact in every conversation', async () => {
    const stage = await anOpenStage(1);
    for (const id of ['conv-1', 'conv-2', 'conv-3']) {
      await stage.fold(
        aConversation(id)
          .of({ id: 'contact-1', name: 'Ada' })
          .fieldsBecome({ [EMAIL_KEY]: 'ada@example.com' })
          .events(),
      );
    }
    const data = { contact: { id: 'contact-1' } };
    await stage.fold([
      { specversion: '1.0', source: '/s', id: 'erase', type: 'parley.contact.erased.v1', data },
    ]);
    expect(JSON.stringify([...stage.states.contacts, ...stage.states.conversations])).not.toMatch(/ada/i);
  });
});

describe('what is told', () => {
  it('carries the trace of the fact that moved it, and the hop’s own', async () => {
    const stage = await anOpenStage();
    const trace = (letter: string) => `00-${letter.repeat(32)}-${letter.repeat(16)}-01`;
    const story = aConversation('conv-1').of({ id: 'contact-1', fields: { [EMAIL_KEY]: 'ada@example.com' } });
    const events = story.contactWrites('Hello').isRoutedTo(TEAM).events();
    await stage.fold(
      events.map((event, index) => ({ ...event, traceparent: trace(index === 0 ? 'a' : 'b') })),
    );
    expect(stage.messages.map(({ headers }) => headers['ce_traceparent'])).toEqual([trace('b'), trace('b')]);
  });

  it('gives a re-evaluation the trace of what made it necessary', async () => {
    const stage = new MemoryStage();
    await stage.learn(aDirectory().withAccount(ACCOUNT, 'whatsapp').events());
    await stage.configure(aDocument(1, { accounts: [{ ...LINKED, enabled: false }] }));
    await stage.fold(aConversation('conv-1').contactWrites('Hello').events());
    await stage.lookAgainAtAll();
    const before = stage.messages.length;
    await stage.configure(aDocument(2));
    const [waiting] = stage.queue.rows;
    const traceparent = `00-${'c'.repeat(32)}-${'c'.repeat(16)}-01`;
    if (waiting !== undefined) stage.queue.rows.splice(0, 1, { ...waiting, traceparent });
    await stage.lookAgainAtAll();
    expect(stage.messages.slice(before).map(({ headers }) => headers['traceparent'])).toEqual([traceparent]);
  });

  it('is keyed by contact and has an id of its own for everything it says', async () => {
    const stage = await anOpenStage();
    const story = aConversation('conv-1').of({ id: 'contact-1', fields: { [EMAIL_KEY]: 'ada@example.com' } });
    for (const event of story.isRoutedTo(TEAM).contactWrites('1').contactWrites('2').isClosed().events())
      await stage.fold([event]);
    expect(stage.told.ids.size).toBe(stage.told.count);
    expect(new Set(stage.messages.map(({ key, topic }) => `${topic} ${key}`))).toEqual(
      new Set(['parley.sync.requests.v1 contact-1']),
    );
  });

  it('says nothing about names, texts or addresses of a conversation on X without a contract (G4)', async () => {
    const stage = new MemoryStage();
    await stage.learn(aDirectory().withAccount(ACCOUNT, 'Twitter').events());
    await stage.configure(aDocument(1));
    const contact = { id: 'contact-1', name: 'Ada Lovelace', fields: { [EMAIL_KEY]: 'ada@example.com' } };
    await stage.fold(aConversation('conv-1').of(contact).contactWrites('secret').isRoutedTo(TEAM).events());
    await stage.lookAgainAtAll();
    expect(stage.told.reasons('conv-1')).toEqual(['x-contract-missing']);
    const texts = stage.messages.map(({ value, headers }) => `${String(value)} ${JSON.stringify(headers)}`);
    expect(texts.join('\n')).not.toMatch(/ada|secret/i);
  });
});
