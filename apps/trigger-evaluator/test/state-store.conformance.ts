import type { Transaction } from '@parley/platform';
import { type Contact, type Conversation, evolve, newContact, newConversation } from '@parley/sync-policy';
import { StateConflictError, type StateStore } from '../src/fold-events/state-store';

/** A store to be tried, and how to run something in a transaction of its. */
export interface StoreUnderTest {
  readonly store: StateStore;
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

const mark = (offset: number) => ({
  position: { epoch: 0, partition: 3, offset },
  at: offset,
  cause: { source: '/platforms/test', id: `e-${offset}` },
});

function aState(id: string, contactId: string, offset = 1): Conversation {
  const fact = {
    kind: 'message-received' as const,
    mark: mark(offset),
    loggedAt: offset,
    conversationId: id,
    accountId: 'acc-1',
    contact: { id: contactId },
    messageId: `m-${offset}`,
  };
  return evolve(newConversation(fact), fact);
}

/** What every store of states does. */
export function describeStateStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`states ${name}`, () => {
    let under: StoreUnderTest;
    beforeEach(async () => {
      under = await open();
    });

    const save = (contacts: readonly Contact[], conversations: readonly Conversation[]) =>
      under.transaction((tx) => under.store.save(tx, { contacts, conversations }));
    const load = (ids: readonly string[], of: readonly { contactId: string; most: number }[] = []) =>
      under.transaction((tx) => under.store.loadConversations(tx, ids, of));

    it('gives back what was saved, and nothing for what was not', async () => {
      const contact = { ...newContact('contact-1'), name: 'Ada "the \\ first" Lovelace \u{1f600}\u001f' };
      await save([contact], [aState('conv-1', 'contact-1')]);
      const contacts = await under.transaction((tx) =>
        under.store.loadContacts(tx, ['contact-1', 'contact-2']),
      );
      expect([...contacts.values()]).toEqual([contact]);
      expect([...(await load(['conv-1', 'conv-2'])).conversations.values()]).toEqual([
        aState('conv-1', 'contact-1'),
      ]);
    });

    it('replaces a state by a later one', async () => {
      await save([], [aState('conv-1', 'contact-1')]);
      await save([], [aState('conv-1', 'contact-1', 2), aState('conv-0', 'contact-1', 3)]);
      const { conversations } = await load(['conv-0', 'conv-1']);
      expect([...conversations.values()].map(({ latest }) => latest.offset)).toEqual([3, 2]);
    });

    it('saves nothing when nothing changed', async () => {
      await save([], []);
      expect((await load([])).conversations.size).toBe(0);
    });

    it('gives all conversations of a contact, and says when there are more than were wanted', async () => {
      const theirs = ['a', 'b', 'c'].map((id) => aState(id, 'contact-1'));
      await save([], [...theirs, aState('d', 'contact-2'), aState('e', 'contact-3')]);
      const all = await load(['d'], [{ contactId: 'contact-1', most: 3 }]);
      expect([...all.conversations.keys()].sort()).toEqual(['a', 'b', 'c', 'd']);
      expect(all.incomplete.size).toBe(0);
      const some = await load(['c'], [{ contactId: 'contact-1', most: 2 }]);
      expect([...some.incomplete]).toEqual(['contact-1']);
      expect(some.conversations.has('c')).toBe(true);
    });

    it.each([
      "it's",
      'back\\slash',
      '"quoted"',
      '{"a":1}',
      'null',
      'ünïcödé',
      '你好',
      '\u{1f600}',
      'a,b',
      ' ',
    ])('keeps the id %p apart from every other one', async (id) => {
      await save([newContact(id)], [aState(id, id), aState('other', 'other')]);
      expect([...(await load([id])).conversations.keys()]).toEqual([id]);
      const contacts = await under.transaction((tx) => under.store.loadContacts(tx, [id]));
      expect([...contacts.keys()]).toEqual([id]);
    });

    it('refuses to give a conversation to another contact', async () => {
      await save([], [aState('conv-1', 'contact-1')]);
      await expect(save([], [aState('conv-1', 'contact-2', 9)])).rejects.toBeInstanceOf(StateConflictError);
      expect((await load(['conv-1'])).conversations.get('conv-1')).toMatchObject({ contactId: 'contact-1' });
    });
  });
}
