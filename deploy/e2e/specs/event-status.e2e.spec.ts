import { eventually } from '@parley/testing';
import { becomesTicket, Desk, everythingStillHolds, HttpCaller, isHeld, Story, theStack } from '../src';

afterAll(everythingStillHolds);

describe('GET /v1/events/status', () => {
  it('X4 tells from the moment of acceptance, then held with the reason, then synced with the ticket', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk);
    await story.tells((it) => it.contactWrites('Hello'));
    expect(['accepted', 'applied', 'held']).toContain((await story.statusOf()).state);
    await isHeld(story, 'not-associated');
    expect(await story.statusOf()).toEqual({
      state: 'held',
      reason: 'not-associated',
      duplicates: 0,
      conversation: story.id,
    });
    await story.tells((it) => it.advisorReplies('Hi'));
    await story.isAssociatedWith(ada);
    const ticket = await becomesTicket(story, { requester: ada });
    const url = `${desk.zendesk.url}/agent/tickets/${ticket.id}`;
    const synced = {
      state: 'synced',
      duplicates: 0,
      conversation: story.id,
      tickets: [{ zendeskTicketId: ticket.id, url }],
    } as const;
    for (const event of story.events) await story.hasStatus(synced, event);
  });

  it('X4 knows nothing of an event that never came', async () => {
    const { gatewayUrl, publisherToken } = theStack();
    const answer = await new HttpCaller(gatewayUrl, publisherToken).send(
      'GET',
      '/v1/events/status?source=%2Fnowhere&id=never',
    );
    expect(answer).toMatchObject({ status: 404, body: { code: 'event-unknown' } });
  });

  it('X2 the timeline shows events, decisions and calls, and no text', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk);
    await story.tells((it) => it.contactWrites('A very private text').advisorReplies('A private answer'));
    await story.isAssociatedWith(ada);
    await becomesTicket(story, { requester: ada });
    const explanation = await eventually(async () => {
      const explanation = await story.explanation();
      const kinds = new Set(explanation?.timeline.map(({ kind }) => kind));
      expect([...kinds].sort()).toEqual(expect.arrayContaining(['call', 'decision', 'event', 'ticket']));
      const calls = explanation?.timeline.flatMap(({ call }) => call ?? []) ?? [];
      expect(calls).toContainEqual(
        expect.objectContaining({ method: 'POST', path: '/api/v2/tickets', status: 201, state: 'done' }),
      );
      return explanation;
    });
    expect(JSON.stringify(explanation)).not.toMatch(/private/);
  });
});
