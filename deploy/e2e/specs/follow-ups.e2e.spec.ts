import { everythingStillHolds, hasTickets, NOTE, ticketed } from '../src';

afterAll(everythingStillHolds);

describe('a message after the ticket was closed', () => {
  it('K9 opens a follow-up when Parley closed it, and only a message does', async () => {
    const { story } = await ticketed();
    await story.tells((it) => it.contactWrites('Bye').isClosed());
    const [closed] = await hasTickets(story, [['Hello', 'Hi', NOTE, 'Bye']]);
    expect(closed?.status).toBe('closed');
    await story.tells((it) => it.isTagged('late').isReopened().noteIsAdded('hm'));
    await story.tells((it) => it.contactWrites('One more thing'));
    const [, followUp] = await hasTickets(story, [
      ['Hello', 'Hi', NOTE, 'Bye'],
      ['One more thing', NOTE],
    ]);
    expect(followUp).toMatchObject({
      via_followup_source_id: closed?.id,
      requester_id: closed?.requester_id,
    });
    expect([...(followUp?.tags ?? [])].sort()).toEqual(['late', 'parley']);
    expect(followUp?.comments[1]).toMatchObject({ public: false });
    expect(followUp?.comments[1]?.plain_body).toContain(`#${closed?.id}`);
    await story.tells((it) => it.advisorReplies('Sure'));
    await hasTickets(story, [
      ['Hello', 'Hi', NOTE, 'Bye'],
      ['One more thing', NOTE, 'Sure'],
    ]);
  });

  it('K9 opens a follow-up when an agent closed it', async () => {
    const { desk, story, ticket } = await ticketed();
    await desk.zendesk.agentChanges(ticket.id, { status: 'closed' });
    await story.tells((it) => it.advisorReplies('Are you there?'));
    const [, followUp] = await hasTickets(story, [
      ['Hello', 'Hi', NOTE],
      ['Are you there?', NOTE],
    ]);
    expect(followUp?.via_followup_source_id).toBe(ticket.id);
  });

  it("K9 K7 opens a follow-up when Zendesk's automation closed it, with the tags of agents and without our stale ones", async () => {
    const { desk, story, ticket } = await ticketed({ closeAs: 'solved' });
    await desk.zendesk.agentTags(ticket.id, ['by_agent']);
    await story.tells((it) => it.isTagged('stale', 'kept').contactWrites('Bye').isClosed());
    const [solved] = await hasTickets(story, [['Hello', 'Hi', NOTE, 'Bye']]);
    expect(solved?.status).toBe('solved');
    await desk.zendesk.daysPass(5);
    await story.tells((it) => it.isTagged('kept', 'new'));
    await story.tells((it) => it.contactWrites('Again'));
    const [, followUp] = await hasTickets(story, [
      ['Hello', 'Hi', NOTE, 'Bye'],
      ['Again', NOTE],
    ]);
    expect([...(followUp?.tags ?? [])].sort()).toEqual(['by_agent', 'kept', 'new', 'parley']);
  });

  it('K9 K15 opens one follow-up when the answer about it got lost', async () => {
    const { desk, story, ticket } = await ticketed();
    await desk.zendesk.agentChanges(ticket.id, { status: 'closed' });
    await desk.zendesk.isDisturbedBy({ kind: 'reset-after', method: 'POST', path: '*/tickets', times: 1 });
    await story.tells((it) => it.contactWrites('Again'));
    await hasTickets(story, [
      ['Hello', 'Hi', NOTE],
      ['Again', NOTE],
    ]);
  });
});

describe('a ticket that is full', () => {
  it('K6 is closed by the message that it cannot hold, and a follow-up goes on with it', async () => {
    const { desk, story, ticket } = await ticketed();
    await desk.zendesk.holdsComments(ticket.comments.length + 1);
    await story.tells((it) => it.contactWrites('The last one'));
    await hasTickets(story, [['Hello', 'Hi', NOTE, 'The last one']]);
    await story.tells((it) => it.contactWrites('One too many'));
    const [full, followUp] = await hasTickets(story, [
      ['Hello', 'Hi', NOTE, 'The last one'],
      ['One too many', NOTE],
    ]);
    expect(full?.status).toBe('closed');
    expect(followUp).toMatchObject({ via_followup_source_id: ticket.id, requester_id: ticket.requester_id });
    await story.tells((it) => it.advisorReplies('Sure'));
    await hasTickets(story, [
      ['Hello', 'Hi', NOTE, 'The last one'],
      ['One too many', NOTE, 'Sure'],
    ]);
  });
});

describe('the status of a ticket that waits', () => {
  it.each(['pending', 'hold', 'solved'] as const)(
    "K10 %s becomes open by a message of the contact's, and by nothing else",
    async (status) => {
      const { desk, story, ticket } = await ticketed();
      await desk.zendesk.agentChanges(ticket.id, { status, assignee_id: desk.zendesk.agent.id });
      await story.tells((it) => it.advisorReplies('Patience').botReplies('Beep').isTagged('x'));
      const [waiting] = await hasTickets(story, [['Hello', 'Hi', NOTE, 'Patience', 'Beep']]);
      expect(waiting?.status).toBe(status);
      await story.tells((it) => it.contactWrites('Well?'));
      const [open] = await hasTickets(story, [['Hello', 'Hi', NOTE, 'Patience', 'Beep', 'Well?']]);
      expect(open?.status).toBe('open');
    },
  );
});
