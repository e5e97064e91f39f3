import {
  becomesTicket,
  Desk,
  everythingStillHolds,
  KafkaDoor,
  publishOverHttp,
  Story,
  type Publish,
} from '../src';
import { eventually } from '@parley/testing';
import { ancestry, publishersTrace, spansOf, type PublishersTrace } from '../src/spans';

let door: KafkaDoor;
beforeAll(async () => {
  door = await KafkaDoor.open();
});
afterAll(async () => {
  await everythingStillHolds();
  await door.close();
});

/** The services on the way up from a Zendesk call to the publisher, each named once for every time it is entered. */
async function wayOf(trace: PublishersTrace, service: string, call: string): Promise<readonly string[]> {
  const way = await eventually(
    async () => {
      const spans = await spansOf(trace);
      const span = spans.find((one) => one.service === service && one.name === call);
      const way = span === undefined ? [] : ancestry(spans, span);
      expect(way.at(-1)?.parentSpanId).toBe(trace.spanId);
      return way;
    },
    { describe: `the trace to lead from the publisher to ${call}` },
  );
  return way.map((one) => one.service).filter((name, index, all) => name !== all[index - 1]);
}

const doors: Readonly<Record<string, Publish>> = {
  HTTP: publishOverHttp,
  Kafka: (events) => door.publish(events),
};

describe('one trace', () => {
  it.each(Object.entries(doors))(
    "leads from the publisher's traceparent through every service to the Zendesk calls (%s door)",
    async (_door, publish) => {
      const desk = await Desk.open({ modes: 'B' });
      const trace = publishersTrace();
      const contact = { name: 'Ada Lovelace', fields: { email: desk.email('ada') } };
      const story = new Story(desk, { contact, publish });
      await story.tells((it) => it.contactWrites('Hello'));
      await story.tells((it) => it.isRoutedTo(desk.teamId), trace.traceparent);
      await becomesTicket(story, { requester: desk.email('ada') });
      expect(await wayOf(trace, 'ticket-writer', 'POST /api/v2/tickets')).toEqual([
        'ticket-writer',
        'trigger-evaluator',
        'gateway',
      ]);
      expect(await wayOf(trace, 'customer-service', 'POST /api/v2/users')).toEqual([
        'customer-service',
        'trigger-evaluator',
        'gateway',
      ]);
    },
  );

  it('is the one of each message: a later message leads to its own comment', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const trace = publishersTrace();
    const story = new Story(desk);
    await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await story.isAssociatedWith(ada);
    await becomesTicket(story, { requester: ada });
    await story.tells((it) => it.contactWrites('Traced'), trace.traceparent);
    await becomesTicket(story, { requester: ada });
    expect(await wayOf(trace, 'ticket-writer', 'PUT /api/v2/tickets/{id}')).toEqual([
      'ticket-writer',
      'trigger-evaluator',
      'gateway',
    ]);
  });

  it('carries no text, name or address of a person', async () => {
    const desk = await Desk.open({ modes: 'B' });
    const trace = publishersTrace();
    const contact = { name: 'Secret Name', handle: '@secret', fields: { email: desk.email('secret') } };
    const story = new Story(desk, { contact });
    await story.tells((it) => it.contactWrites('A secret text').isRoutedTo(desk.teamId), trace.traceparent);
    await becomesTicket(story, { requester: desk.email('secret') });
    await wayOf(trace, 'ticket-writer', 'PUT /api/v2/tickets/{id}');
    expect(JSON.stringify(await spansOf(trace))).not.toMatch(/secret/i);
  });
});
