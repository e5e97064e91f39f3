import type { Entry } from '@parley/ticket-content';
import { CLAIM, type StoreUnderTest } from './store-under-test';
import { facts, introduce, message, place, target } from './writer-world';

/** What a transcript must keep and give back. */
export function describeTranscript(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name}: transcript`, () => {
    let store: StoreUnderTest;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const key = { conversationId: 'conv-42', contactId: 'contact-7' };
    const story: readonly Entry[] = [
      { kind: 'tags', at: place(1), tags: ['a'] },
      { ...message(2, 'two'), traceparent: '00-2' },
      message(3, 'three', { kind: 'bot', id: 'b' }),
      { kind: 'edit', at: place(4), messageId: 'm-2', text: 'zwei' },
      { kind: 'closed', at: place(5) },
      { ...message(6, 'six', { kind: 'advisor', id: 'g' }), url: 'https://platform.example/6' } as Entry,
      { kind: 'delivery', at: place(7), messageId: 'm-6', delivery: 'failed' },
      { kind: 'reopened', at: place(8) },
      { kind: 'deletion', at: place(9), messageId: 'm-3' },
    ];

    it('gives pages in log order, with what was said about their messages elsewhere', async () => {
      await store.intake.facts(facts(story));
      const request = { ...key, firedAt: place(5), through: place(9), after: place(1), limit: 2 };
      const first = await store.transcript.slice(request);
      expect(first.entries).toEqual([
        { ...story[1], author: { kind: 'contact', name: 'Ada Lovelace' } },
        story[2],
      ]);
      expect(first).toMatchObject({ complete: false, related: [story[3]] });
      const rest = await store.transcript.slice({ ...request, after: place(6), limit: 3 });
      expect(rest.entries).toEqual(story.slice(6));
      expect(rest.complete).toBe(true);
      expect(rest.related.map(({ at }) => at.offset)).toEqual([3, 6]);
      expect((await store.transcript.slice({ ...request, after: place(9) })).entries).toEqual([]);
    });

    it('sums up any history as ticket-content does', async () => {
      await store.intake.facts(facts(story));
      expect(await store.transcript.history(key, place(5))).toEqual({
        messages: 2,
        tags: ['a'],
        closed: true,
      });
      expect(await store.transcript.history(key, place(6))).toEqual({
        messages: 3,
        tags: ['a'],
        closed: true,
        lastMessageUrl: 'https://platform.example/6',
      });
      expect((await store.transcript.history(key, place(8))).closed).toBe(false);
      expect(await store.transcript.history({ ...key, contactId: 'other' }, place(8))).toEqual({
        messages: 0,
        tags: [],
        closed: false,
      });
    });

    it('keeps a message id once, and a repeated stretch once', async () => {
      await store.intake.facts(facts([message(1, 'one')]));
      await store.intake.facts(
        facts([
          message(1, 'one'),
          { ...message(2, 'again'), messageId: 'm-1' } as Entry,
          message(3, 'three'),
        ]),
      );
      const request = { ...key, firedAt: place(9), through: place(9), after: null, limit: 10 };
      const { entries } = await store.transcript.slice(request);
      expect(entries.map(({ at }) => at.offset)).toEqual([1, 3]);
    });

    it('names contacts as they were known at the time', async () => {
      const stretch = facts([message(1, 'one'), message(3, 'three'), message(5, 'five')]);
      await store.intake.facts({
        ...stretch,
        contacts: [
          { contactId: 'contact-7', at: place(1), handle: '@ada' },
          { contactId: 'contact-7', at: place(2), name: 'Ada' },
          { contactId: 'contact-7', at: place(4) },
          { contactId: 'contact-7', at: place(6), name: 'Countess' },
        ],
      });
      const { entries } = await store.transcript.slice({
        ...key,
        firedAt: place(9),
        through: place(9),
        after: null,
        limit: 10,
      });
      expect(entries.map((entry) => entry.kind === 'message' && entry.author.name)).toEqual([
        '@ada',
        'Ada',
        'Ada',
      ]);
      await introduce(store.intake);
      await store.intake.targets([target(5, 5)]);
      const [held] = await store.lanes.claim(CLAIM);
      expect(held && (await store.lanes.load(held))?.contact).toEqual({ name: 'Ada', handle: '@ada' });
    });
  });
}
