import { becomesTicket, Desk, everythingStillHolds, HttpCaller, Story, theStack } from '../src';
import type { Answer } from '../src/http-caller';
import { whileStopped } from '../src/services';

const BATCH = { 'content-type': 'application/cloudevents-batch+json' };

afterAll(everythingStillHolds);

describe('Kafka away', () => {
  it('is answered with 503 and when to come back; the same again arrives once', async () => {
    const { gatewayUrl, publisherToken } = theStack();
    const publisher = new HttpCaller(gatewayUrl, publisherToken);
    const desk = await Desk.open();
    const ada = await desk.hasCustomer('Ada Lovelace');
    const refusals: Answer[] = [];
    const story = new Story(desk, {
      id: 'kafka-away',
      publish: async (events) => {
        const parts = { body: events, headers: BATCH };
        refusals.push(await whileStopped('kafka', () => publisher.send('POST', '/v1/events', parts)));
        await publisher.ask('POST', '/v1/events', parts);
      },
    });
    await story.tells((it) =>
      it
        .contactWrites('While Kafka stood still')
        .advisorReplies('Hi')
        .contactIsAssociated(desk.organizationId, ada.id),
    );
    const [refusal] = refusals;
    expect(refusal).toMatchObject({ status: 503, body: { code: 'log-unavailable' } });
    expect(Number(refusal?.headers.get('retry-after'))).toBeGreaterThan(0);
    await becomesTicket(story, { requester: ada });
  });
});
