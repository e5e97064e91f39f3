import { Desk, Story, becomesTicket, everythingStillHolds, isHeld, publishOverHttp } from '../src';

afterAll(everythingStillHolds);

describe('Mode A', () => {
  it('T1 fires when the contact is associated first and then answered', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk);
    await story.tells((it) => it.contactWrites('My parcel never came.'));
    await story.isAssociatedWith(ada);
    await story.tells((it) => it.contactWrites('Is anybody there?'));
    await isHeld(story, 'no-human-reply');
    await story.tells((it) => it.advisorReplies('Good morning Ada, I am looking into it.'));
    await becomesTicket(story, { requester: ada, historyLength: 3 });
    await story.tells((it) => it.contactWrites('Thank you!'));
    await becomesTicket(story, { requester: ada, historyLength: 3 });
  });

  it('T1 fires when the contact is answered first and then associated', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk);
    await story.tells((it) => it.contactWrites('Which machine stops first?').advisorReplies('Hard to say.'));
    await isHeld(story, 'not-associated');
    await story.isAssociatedWith(ada);
    await becomesTicket(story, { requester: ada, historyLength: 2 });
  });

  it('T1 counts a pending reply when it becomes sent', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk);
    await story.isAssociatedWith(ada);
    await story.tells((it) => it.contactWrites('Hello?').advisorReplies('Hello Ada.', 'pending'));
    await isHeld(story, 'no-human-reply');
    await story.tells((it) => it.deliveryBecomes('sent'));
    await becomesTicket(story, { requester: ada, historyLength: 2 });
  });

  it('T2 never fires for bots, replies that failed and notes', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk);
    await story.isAssociatedWith(ada);
    await story.tells((it) =>
      it
        .contactWrites('When do you open?')
        .botReplies('From 9 to 18.')
        .noteIsAdded('Only the bot spoke so far.')
        .advisorReplies('Come by today!', 'failed')
        .advisorReplies('Come by tomorrow!', 'pending')
        .deliveryBecomes('failed'),
    );
    await isHeld(story, 'no-human-reply');
    await story.tells((it) => it.contactWrites('Anybody?'));
    await isHeld(story, 'no-human-reply');
  });

  it('T9 goes on after a disassociation, but fires no more for new conversations', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk);
    await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await story.isAssociatedWith(ada);
    await becomesTicket(story, { requester: ada });
    await story.isDisassociated();
    await story.tells((it) => it.contactWrites('Still there?'));
    await becomesTicket(story, { requester: ada });
    const next = new Story(desk, { id: 'next', contact: story.contact });
    await next.tells((it) => it.contactWrites('Something else').advisorReplies('Yes?'));
    await isHeld(next, 'not-associated');
  });
});

describe('duplicates', () => {
  it('T12 have no effect, however often and however late they come', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk);
    await story.isAssociatedWith(ada);
    await story.tells((it) => it.contactWrites('One').advisorReplies('Two').contactWrites('Three'));
    await becomesTicket(story, { requester: ada });
    await publishOverHttp(story.events);
    await publishOverHttp(story.events);
    await story.tells((it) => it.contactWrites('Four'));
    await becomesTicket(story, { requester: ada });
    const [first] = story.events;
    await story.hasStatus({ state: 'synced', duplicates: 2 }, first);
    await story.hasStatus({ state: 'synced', duplicates: 0 });
  });
});
