import type { InboundEvent } from '@parley/contracts';
import {
  becomesTicket,
  crc32Partition,
  Desk,
  everythingStillHolds,
  HttpCaller,
  KafkaDoor,
  publishOverHttp,
  Story,
  theStack,
  type Publish,
} from '../src';

let door: KafkaDoor;
beforeAll(async () => {
  door = await KafkaDoor.open();
});
afterAll(async () => {
  await everythingStillHolds();
  await door.close();
});

/** Publishes each event by itself over HTTP with the given content type and body. */
function oneByOne(
  request: (event: InboundEvent) => { headers: Record<string, string>; body: unknown },
): Publish {
  const { gatewayUrl, publisherToken } = theStack();
  const publisher = new HttpCaller(gatewayUrl, publisherToken);
  return async (events) => {
    for (const event of events) {
      expect(await publisher.ask('POST', '/v1/events', request(event))).toEqual({
        accepted: 1,
        rejected: [],
      });
    }
  };
}

const overHttp: Readonly<Record<string, Publish>> = {
  structured: oneByOne((event) => ({
    headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
    body: event,
  })),
  binary: oneByOne(({ data, ...attributes }) => {
    const headers = Object.entries(attributes).map(([name, value]) => [
      `ce-${name}`,
      encodeURIComponent(value),
    ]);
    return { headers: { ...Object.fromEntries(headers), 'content-type': 'application/json' }, body: data };
  }),
};

describe('the HTTP door', () => {
  it.each(Object.entries(overHttp))('T1 takes events in %s mode, one at a time', async (_mode, publish) => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk, { publish });
    await story.tells((it) => it.contactWrites('Ça va? 👋').advisorReplies('Très bien'));
    await story.isAssociatedWith(ada);
    await story.tells((it) => it.contactWrites('Au revoir').isClosed());
    await becomesTicket(story, { requester: ada, status: 'closed' });
  });
});

describe('the Kafka door', () => {
  it.each([
    ['binary', (events: readonly InboundEvent[]) => door.publish(events)],
    ['structured', (events: readonly InboundEvent[]) => door.publishStructured(events)],
  ])(
    'T4 takes events in %s mode, in order, from a producer that partitions by CRC32',
    async (_mode, publish) => {
      const desk = await Desk.open({ modes: 'B' });
      // More contacts than partitions: whichever partition the producer chose, the log of record has its own.
      const stories = Array.from({ length: 14 }, (_, index) => {
        const contact = { name: `Contact ${index}`, fields: { email: desk.email(`c${index}`) } };
        return new Story(desk, { id: `conv-${index}`, contact, publish });
      });
      const partitions = new Set(stories.map(({ contact }) => crc32Partition(contact.id, 12)));
      expect(partitions.size).toBeGreaterThan(4);
      await Promise.all(
        stories.map(async (story) => {
          await story.tells((it) => it.contactWrites('One').botReplies('Two').isRoutedTo(desk.teamId));
          for (const text of ['Three', 'Four', 'Five']) await story.tells((it) => it.contactWrites(text));
          await story.tells((it) => it.advisorReplies('Six').isTagged('done'));
        }),
      );
      await Promise.all(
        stories.map((story, index) =>
          becomesTicket(story, { requester: desk.email(`c${index}`), tags: ['done'] }),
        ),
      );
    },
  );

  it('T1 associates through it, too', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk, { publish: (events) => door.publish(events) });
    await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await story.isAssociatedWith(ada);
    await becomesTicket(story, { requester: ada });
  });

  it('T12 what came through one door is a duplicate at the other', async () => {
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const story = new Story(desk);
    await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await story.isAssociatedWith(ada);
    await becomesTicket(story, { requester: ada });
    await door.publish(story.events);
    await publishOverHttp(story.events.slice(0, 1));
    await story.hasStatus({ duplicates: 2 }, story.events[0]);
    await story.hasStatus({ duplicates: 1 }, story.events[1]);
    await story.tells((it) => it.contactWrites('Bye'));
    await becomesTicket(story, { requester: ada });
  });
});
