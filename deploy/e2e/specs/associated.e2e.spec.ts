import { Desk, Story, becomesTicket, everythingStillHolds, isHeld } from '../src';

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
});
