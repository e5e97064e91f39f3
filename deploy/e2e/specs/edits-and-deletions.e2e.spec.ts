import { Desk, everythingStillHolds, hasTickets, NOTE, Story, ticketed } from '../src';

afterAll(everythingStillHolds);

const GONE = '[message deleted]';

describe('what is edited or deleted upstream', () => {
  it('K13 stands with its latest text in the first write, and as "deleted" without its text', async () => {
    const desk = await Desk.open({});
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk);
    await story.tells((it) =>
      it
        .contactWrites('A typpo')
        .messageIsEdited('A typo')
        .contactWrites('A secret')
        .messageIsDeleted()
        .advisorReplies('Hi'),
    );
    await story.isAssociatedWith(ada);
    await hasTickets(story, [['A typo', GONE, 'Hi', NOTE]]);
    expect(JSON.stringify((await desk.zendesk.truth()).calls)).not.toMatch(/A typpo|A secret/);
  });

  it('K13 gets an internal comment after the first write; the original stays', async () => {
    const { story } = await ticketed();
    await story.tells((it) => it.contactWrites('A typpo').messageIsEdited('A typo').messageIsDeleted());
    const [ticket] = await hasTickets(story, [['Hello', 'Hi', NOTE, 'A typpo', 'A typo', GONE]]);
    expect(ticket?.comments.slice(-1)).toMatchObject([{ public: false }]);
  });

  it.each([undefined, 'reset-after', 'reset-before'])(
    'K13 K15 redacts exactly that message with redactDeleted, once (%s)',
    async (kind) => {
      const { desk, story } = await ticketed({ redactDeleted: true });
      await desk.zendesk.isDisturbedBy({ kind: 'stall', method: 'PUT', delayMs: 1_500, times: 1 });
      await story.tells((it) => it.contactWrites('First'));
      await desk.zendesk.hasCallUnderWay('PUT');
      await story.tells((it) => it.contactWrites('A secret').contactWrites('A secret'));
      const secret = story.events.findLast((event) => event.type === 'parley.message.received.v1');
      await hasTickets(story, [['Hello', 'Hi', NOTE, 'First', 'A secret', 'A secret']]);
      if (kind !== undefined)
        await desk.zendesk.isDisturbedBy({ kind, method: 'PUT', path: '*/comment_redactions/*', times: 1 });
      await story.tells((it) => it.messageIsDeleted(secret?.data.message.id));
      const [ticket] = await hasTickets(story, [
        ['Hello', 'Hi', NOTE, 'First', 'A secret', '▇'.repeat(8), GONE],
      ]);
      expect(ticket?.comments.at(-1)).toMatchObject({ public: false });
    },
  );

  it('K13 redacts a message of a closed ticket without opening a follow-up', async () => {
    const { story } = await ticketed({ redactDeleted: true });
    await story.tells((it) => it.contactWrites('A secret').isClosed());
    await hasTickets(story, [['Hello', 'Hi', NOTE, 'A secret']]);
    await story.tells((it) => it.messageIsDeleted());
    await hasTickets(story, [['Hello', 'Hi', NOTE, '▇'.repeat(8)]]);
  });
});
