import { Desk, Story, becomesTicket, everythingStillHolds } from '../src';

afterAll(everythingStillHolds);

const ADA = 'Ada Lovelace';
const GRACE = 'Grace Hopper (advisor)';

/** Opens a desk with one conversation that has fired. */
async function firedStory(configuration = {}) {
  const desk = await Desk.open({ configuration });
  const ada = await desk.hasCustomer(ADA);
  const story = new Story(desk);
  await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
  await story.isAssociatedWith(ada);
  await becomesTicket(story, { requester: ada });
  return { desk, ada, story };
}

const said = (who: string, text: string) => ({ who, text, shown: 'public', marks: [] }) as const;
const remark = (who: string, text: string, mark: string) =>
  ({ who, text, shown: 'internal', marks: [mark] }) as const;

describe('a conversation that has fired', () => {
  it('T8 keeps syncing messages, edits, deletions, tags and closing', async () => {
    const { ada, story } = await firedStory();
    await story.tells((it) =>
      it
        .contactWrites('One typo')
        .messageIsEdited('No typo')
        .botReplies('A bot speaks')
        .advisorReplies('Never mind', 'pending')
        .deliveryBecomes('failed')
        .contactWrites('Delete me')
        .messageIsDeleted()
        .isTagged('Wholesale', 'Très urgent!')
        .isClosed(),
    );
    await becomesTicket(story, {
      requester: ada,
      status: 'closed',
      tags: ['wholesale', 'très_urgent'],
      messages: [
        said(ADA, 'Hello'),
        said(GRACE, 'Hi'),
        said(ADA, 'One typo'),
        remark(ADA, 'No typo', 'edited'),
        said('Bot (bot)', 'A bot speaks'),
        said(GRACE, 'Never mind'),
        remark(GRACE, 'Never mind', 'not delivered'),
        said(ADA, 'Delete me'),
        remark(ADA, '[message deleted]', 'deleted'),
      ],
    });
  });

  it('T11 waits while its account is off, and catches up in order', async () => {
    const { desk, ada, story } = await firedStory();
    const before = await becomesTicket(story, { requester: ada });
    await desk.switches({ enabled: false });
    await desk.holdsBecause('account-disabled');
    await story.tells((it) =>
      it.contactWrites('Are you closed?').advisorReplies('A little').contactWrites('Oh'),
    );
    await story.isHeldBecause('account-disabled');
    expect(story.ticketsIn(await desk.zendesk.truth())).toEqual([before]);
    await desk.switches({ enabled: true });
    await becomesTicket(story, { requester: ada });
  });

  it('K8 closes the ticket with what still waits, once', async () => {
    const { ada, story } = await firedStory();
    await story.tells((it) => it.contactWrites('Thank you').advisorReplies('Good bye').isClosed());
    const ticket = await becomesTicket(story, { requester: ada, status: 'closed' });
    expect(ticket.comments.at(-1)?.html_body).toContain('Good bye');
  });

  it('K8 solves it where the organization says so, and opens it again when the conversation is reopened', async () => {
    const { ada, story } = await firedStory({ closeAs: 'solved' });
    await story.tells((it) => it.contactWrites('Thank you').isClosed());
    const solved = await becomesTicket(story, { requester: ada, status: 'solved' });
    expect(solved.assignee_id).not.toBeNull();
    await story.tells((it) => it.isReopened());
    await becomesTicket(story, { requester: ada, status: 'open' });
  });
});

describe('tags', () => {
  it('K7 come and go by exactly the difference, and what an agent tagged stays', async () => {
    const { desk, ada, story } = await firedStory();
    await story.tells((it) => it.isTagged('VIP', 'Late parcel', 'shared'));
    const ticket = await becomesTicket(story, { requester: ada, tags: ['vip', 'late_parcel', 'shared'] });
    await desk.zendesk.agentChanges(ticket.id, { tags: ['parley', 'vip', 'late_parcel', 'by_agent'] });
    await story.tells((it) => it.isTagged('VIP', 'New'));
    await becomesTicket(story, { requester: ada, tags: ['vip', 'new', 'by_agent'] });
    await story.tells((it) => it.isTagged());
    await becomesTicket(story, { requester: ada, tags: ['by_agent'] });
  });

  it('K7 keep what an agent tags while Parley is about to write', async () => {
    const { desk, ada, story } = await firedStory();
    const { id } = await becomesTicket(story, { requester: ada });
    await desk.zendesk.isDisturbedBy({
      kind: 'stall',
      method: 'PUT',
      path: '*/tickets/*',
      delayMs: 1_500,
      times: 1,
    });
    const changing = story.tells((it) => it.isTagged('first', 'second'));
    await desk.zendesk.hasCallUnderWay('PUT');
    await desk.zendesk.agentTags(id, ['from_agent']);
    await changing;
    await becomesTicket(story, { requester: ada, tags: ['first', 'second', 'from_agent'] });
  });
});
