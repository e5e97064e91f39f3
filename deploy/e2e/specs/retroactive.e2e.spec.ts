import { Desk, Story, becomesTicket, everythingStillHolds, isHeld } from '../src';

afterAll(everythingStillHolds);

describe('retroactive association', () => {
  it('T3 fires for every earlier conversation with a human reply, closed ones included, and for no other', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const open = new Story(desk, { id: 'open' });
    const { contact } = open;
    const closed = new Story(desk, { id: 'closed', contact });
    const botOnly = new Story(desk, { id: 'bot-only', contact });
    await open.tells((it) => it.contactWrites('First question').advisorReplies('First answer'));
    await closed.tells((it) =>
      it.contactWrites('Second question').advisorReplies('Second answer').isClosed(),
    );
    await botOnly.tells((it) => it.contactWrites('Third question').botReplies('We are closed.'));
    await isHeld(closed, 'not-associated');
    await open.isAssociatedWith(ada);
    await becomesTicket(open, { requester: ada, historyLength: 2 });
    await becomesTicket(closed, { requester: ada, historyLength: 2, status: 'closed' });
    await isHeld(botOnly, 'no-human-reply');
  });

  it('T3 catches up the ticket there is, whose requester stays, and leaves a closed one as it is', async () => {
    const desk = await Desk.open({ modes: 'A and B' });
    const ada = await desk.hasCustomer('Ada Lovelace');
    const email = desk.email('ada at work');
    const contact = { id: `contact-${desk.run}`, name: 'Ada Lovelace', fields: { email } };
    const open = new Story(desk, { id: 'open', contact });
    const closed = new Story(desk, { id: 'closed', contact });
    await closed.tells((it) => it.contactWrites('Before').isRoutedTo(desk.teamId).isClosed());
    await open.tells((it) => it.contactWrites('Now').isRoutedTo(desk.teamId).advisorReplies('Yes?'));
    const before = await becomesTicket(closed, { requester: email, status: 'closed' });
    await becomesTicket(open, { requester: email });
    await open.isAssociatedWith(ada);
    await open.tells((it) => it.contactWrites('Thank you'));
    await becomesTicket(open, { requester: email });
    expect(await becomesTicket(closed, { requester: email, status: 'closed' })).toEqual(before);
  });

  it('T3 asks for nothing twice when the same association is made again', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk);
    await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await story.isAssociatedWith(ada);
    await story.isAssociatedWith(ada);
    await story.tells((it) => it.contactWrites('Bye'));
    await becomesTicket(story, { requester: ada });
  });
});
