import { eventually } from '@parley/testing';
import { everythingStillHolds, hasTickets, isParked, NOTE, parkedAt, Story, textsOf, ticketed } from '../src';

afterAll(everythingStillHolds);

describe('a ticket that an agent deleted', () => {
  it('K11 parks its conversation, is not made again by itself, and "retry" makes a new one with the whole history', async () => {
    const { desk, story, ticket } = await ticketed();
    await desk.zendesk.asks('DELETE', `tickets/${ticket.id}`);
    await story.tells((it) => it.contactWrites('Anybody there?'));
    const { id } = await isParked(story, 'ticket-deleted');
    await story.hasStatus({ state: 'parked', reason: 'ticket-deleted' });
    await story.tells((it) => it.advisorReplies('Yes').isTagged('back'));
    expect(textsOf(ticket)).toEqual(['Hello', 'Hi', NOTE]);
    await desk.zendesk.isDisturbedBy({ kind: 'reset-after', method: 'POST', path: '*/tickets', times: 1 });
    expect(await desk.admin.ask('POST', '/v1/parked/retry', { body: { ids: [id] } })).toEqual({ ordered: 1 });
    const whole = ['Hello', 'Hi', 'Anybody there?', 'Yes', NOTE];
    const made = await eventually(
      async () => {
        const tickets = story.ticketsIn(await desk.zendesk.truth()).filter((one) => one.id !== ticket.id);
        expect(tickets.map(textsOf)).toEqual([whole]);
        return tickets[0];
      },
      { describe: 'the new ticket', timeoutMs: 45_000 },
    );
    expect(made.tags).toContain('back');
    expect(made.external_id).toMatch(/:1$/);
    expect(await parkedAt(desk)).toEqual([]);
  });

  it('K11 goes on when somebody took it back from the bin before the retry', async () => {
    const { desk, story, ticket } = await ticketed();
    await desk.zendesk.asks('DELETE', `tickets/${ticket.id}`);
    await story.tells((it) => it.contactWrites('Anybody there?'));
    await isParked(story, 'ticket-deleted');
    await desk.zendesk.asks('PUT', `deleted_tickets/${ticket.id}/restore`);
    await desk.admin.ask('POST', '/v1/parked/retry', {
      body: { filter: { organizationId: desk.organizationId, reason: 'ticket-deleted' } },
    });
    await hasTickets(story, [['Hello', 'Hi', NOTE, 'Anybody there?']]);
  });
});

describe('a ticket that an agent merged into another', () => {
  it('K11 is followed to its target', async () => {
    const { desk, ada, story, ticket } = await ticketed();
    const other = new Story(desk, { id: 'other', contact: story.contact });
    await other.tells((it) => it.contactWrites('The same').advisorReplies('Hi again'));
    const [target] = await hasTickets(other, [['The same', 'Hi again', NOTE]]);
    await desk.zendesk.asks('POST', `tickets/${target?.id}/merge`, { ids: [ticket.id] });
    await story.tells((it) => it.contactWrites('And here?'));
    await hasTickets(other, [['The same', 'Hi again', NOTE, NOTE, 'And here?']]);
    const [merged] = await hasTickets(story, [['Hello', 'Hi', NOTE, NOTE]]);
    expect(merged?.status).toBe('closed');
    const truth = await desk.zendesk.truth();
    expect(truth.tickets).toHaveLength(2);
    expect(truth.tickets.find(({ id }) => id === target?.id)?.comments.at(-1)?.author_id).toBe(ada.id);
    await eventually(
      async () => {
        const explanation = await story.explanation();
        expect(explanation?.tickets.map(({ zendeskTicketId }) => zendeskTicketId)).toEqual([target?.id]);
        return true;
      },
      { describe: 'the gateway to name the target' },
    );
  });
});
