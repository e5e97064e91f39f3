import { eventually } from '@parley/testing';
import { Desk, Story, becomesTicket, everythingInTopics, everythingStillHolds } from '../src';

afterAll(everythingStillHolds);

describe('what is written in Zendesk', () => {
  it('K16 stays there: comments of agents and replies of the customer reach no topic, no timeline and no other ticket', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk);
    await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await story.isAssociatedWith(ada);
    const { id } = await becomesTicket(story, { requester: ada });
    const own = {
      agent: `Written by an agent ${desk.run}`,
      note: `Noted by an agent ${desk.run}`,
      customer: `Mailed by the customer ${desk.run}`,
    };
    await desk.zendesk.agentChanges(id, { comment: { body: own.agent, public: true } });
    await desk.zendesk.agentChanges(id, { comment: { body: own.note, public: false } });
    await desk.zendesk.agentChanges(id, { comment: { body: own.customer, author_id: ada.id } });
    const later = `Behind them ${desk.run}`;
    await story.tells((it) => it.contactWrites(later));
    const texts = await eventually(
      async () => {
        const { tickets } = await desk.zendesk.truth();
        expect(tickets).toHaveLength(1);
        const shown = tickets[0]?.comments.map(({ plain_body }) => plain_body) ?? [];
        expect(shown.at(-1)).toContain(later);
        return shown;
      },
      { describe: 'the later message to be in the ticket', timeoutMs: 45_000 },
    );
    for (const text of Object.values(own))
      expect(texts.filter((shown) => shown.includes(text))).toHaveLength(1);
    await story.hasStatus({ state: 'synced' });
    const explanation = JSON.stringify(await story.explanation());
    const records = await everythingInTopics();
    const naming = (text: string): readonly string[] => records.filter((record) => record.includes(text));
    // What came from the platform is there, so that what came from Zendesk would be seen.
    expect(naming(later).length).toBeGreaterThan(0);
    for (const text of Object.values(own)) {
      expect(naming(text)).toEqual([]);
      expect(explanation).not.toContain(text);
    }
    const { events } = story;
    const told = naming(`"conversationId":"${story.id}"`).filter((record) =>
      record.startsWith('parley.conversation.events.v1 '),
    );
    expect(told).toHaveLength(events.filter(({ data }) => 'conversationId' in data).length);
  });
});
