import { aConversation } from '@parley/testing';
import {
  becomesTicket,
  Desk,
  everythingStillHolds,
  HttpCaller,
  isHeld,
  KafkaDoor,
  Story,
  theStack,
} from '../src';
import { deadLetterOf } from '../src/dead-letters';
import type { RequestParts } from '../src/http-caller';
import type { Customer } from '../src/zendesk-account';

const STRUCTURED = { 'content-type': 'application/cloudevents+json' };
const BATCH = { 'content-type': 'application/cloudevents-batch+json' };

let desk: Desk;
let ada: Customer;
let overHttp: Story;
let overKafka: Story;
let door: KafkaDoor;
let publisher: HttpCaller;
beforeAll(async () => {
  door = await KafkaDoor.open();
  const { gatewayUrl, publisherToken } = theStack();
  publisher = new HttpCaller(gatewayUrl, publisherToken);
});
/** A desk for each test: one ticket takes 30 updates in ten minutes, and its budget would be what is waited for. */
beforeEach(async () => {
  desk = await Desk.open();
  ada = await desk.hasCustomer('Ada Lovelace');
  overHttp = new Story(desk, { id: 'over-http' });
  overKafka = new Story(desk, { id: 'over-kafka', publish: (events) => door.publish(events) });
  for (const story of [overHttp, overKafka]) {
    await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    await story.isAssociatedWith(ada);
  }
});
/** Nothing valid is lost or delayed: what is published right after the bad input arrives as always. */
afterEach(async () => {
  for (const story of [overHttp, overKafka]) {
    await story.tells((it) => it.contactWrites(`After: ${expect.getState().currentTestName ?? ''}`));
    await becomesTicket(story, { requester: ada });
  }
});
afterAll(async () => {
  await everythingStillHolds();
  await door.close();
});

/** A valid event of a conversation that nobody tells, for changing it into an invalid one. */
function validEvent(id: string): Record<string, unknown> {
  const [event] = aConversation(`${id}-${desk.run}`)
    .of(`contact-${id}-${desk.run}`)
    .contactWrites('x')
    .events();
  return { ...event };
}

function without(name: string, id: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(validEvent(id)).filter(([key]) => key !== name));
}

function publish(parts: RequestParts) {
  return publisher.send('POST', '/v1/events', parts);
}

describe('bad input at the HTTP door is answered clearly', () => {
  it('not JSON', async () => {
    expect(await publish({ body: '{"specversion": ', headers: STRUCTURED })).toMatchObject({
      status: 400,
      body: { code: 'unreadable-body', status: 400 },
    });
  });

  it('not CloudEvents', async () => {
    expect(await publish({ body: { hello: 'world' } })).toMatchObject({
      status: 400,
      body: { code: 'not-cloudevents' },
    });
    expect(await publish({ body: 'a=1', headers: { 'content-type': 'text/plain' } })).toMatchObject({
      status: 415,
      body: { code: 'media-type-unsupported' },
    });
  });

  it.each([
    [
      'an unknown type',
      () => ({ ...validEvent('type'), type: 'parley.message.shouted.v1' }),
      'type-unknown',
      '/type',
    ],
    [
      'an unknown version',
      () => ({ ...validEvent('version'), type: 'parley.message.received.v9' }),
      'version-unknown',
      '/type',
    ],
    ['no id', () => without('id', 'no-id'), 'envelope-invalid', '/id'],
    ['no source', () => without('source', 'no-source'), 'envelope-invalid', '/source'],
    [
      'no conversation',
      () => ({ ...validEvent('no-conv'), data: { accountId: 'a', contact: { id: 'c' } } }),
      'data-invalid',
      '/data/conversationId',
    ],
    [
      'no contact id',
      () => ({
        ...validEvent('no-contact'),
        data: { ...(validEvent('no-contact')['data'] as object), contact: {} },
      }),
      'data-invalid',
      '/data/contact/id',
    ],
  ])('%s', async (_what, event, code, pointer) => {
    const answer = await publish({ body: event(), headers: STRUCTURED });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'events-rejected', accepted: 0, rejected: [{ index: 0, code, pointer }] },
    });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('a body of 2 MiB', async () => {
    const event = { ...validEvent('large'), padding: 'x'.repeat(2 * 1024 * 1024) };
    expect(await publish({ body: event, headers: STRUCTURED })).toMatchObject({
      status: 413,
      body: { code: 'event-too-large' },
    });
  });

  it('a batch with three bad items is judged item by item', async () => {
    const good = ['first', 'second'].map((id) => ({
      ...validEvent(id),
      data: { ...(validEvent(id)['data'] as object), accountId: desk.accountId },
    }));
    const bad = [without('id', 'b'), { ...validEvent('c'), type: 'nonsense' }, 'no event at all'];
    const answer = await publish({ body: [good[0], bad[0], bad[1], good[1], bad[2]], headers: BATCH });
    expect(answer).toMatchObject({
      status: 202,
      body: {
        accepted: 2,
        rejected: [
          { index: 1, id: null, code: 'envelope-invalid', pointer: '/id' },
          { index: 2, code: 'type-unknown', pointer: '/type' },
          { index: 4, id: null, code: 'envelope-invalid' },
        ],
      },
    });
    for (const { id } of good as readonly { id?: unknown }[]) {
      await overHttp.hasStatus({ duplicates: 0 }, { source: '/platforms/test', id: String(id) });
    }
  });

  it('a wrong credential, and none', async () => {
    const { gatewayUrl, advisorToken } = theStack();
    const body = validEvent('credential');
    const answers = await Promise.all(
      [undefined, 'wrong', `${theStack().publisherToken}x`, advisorToken].map((token) =>
        new HttpCaller(gatewayUrl, token).send('POST', '/v1/events', { body, headers: STRUCTURED }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 403]);
    for (const { body: problem } of answers)
      expect(problem).toMatchObject({ code: expect.any(String) as string });
  });

  it('an event outside the prefix of its publisher', async () => {
    const limits = { name: `limited-${desk.run}`, sourcePrefix: '/platforms/mine', idPrefix: 'mine-' };
    const { token } = (await desk.admin.ask('POST', '/v1/publishers', { body: limits })) as { token: string };
    const limited = new HttpCaller(theStack().gatewayUrl, token);
    expect(
      await limited.send('POST', '/v1/events', { body: validEvent('foreign'), headers: STRUCTURED }),
    ).toMatchObject({
      status: 403,
      body: { code: 'outside-prefix' },
    });
  });
});

describe('bad input at the Kafka door goes to the dead letters', () => {
  it.each([
    ['garbage', Buffer.from([0xff, 0x00, 0xfe, 0x7b]), {}],
    ['JSON that is no event', '{"hello":"world"}', { 'content-type': 'application/cloudevents+json' }],
    [
      'an event without ids',
      '{"text":"x"}',
      { ce_specversion: '1.0', ce_type: 'parley.message.received.v1', 'content-type': 'application/json' },
    ],
    ['no value at all', null, { 'content-type': 'application/json' }],
  ])('%s', async (what, value, headers) => {
    // The very key of the conversation that goes on: the bad record stands right before its next message.
    const mark = `${what} ${desk.run}`;
    await door.put([{ key: overKafka.contact.id, value, headers: { ...headers, mark } }]);
    await overKafka.tells((it) => it.contactWrites(`Right behind ${what}`));
    await becomesTicket(overKafka, { requester: ada });
    const letter = await deadLetterOf('parley.gateway.inbound', (one) => one.headers['mark'] === mark);
    expect(letter.value).toBe(value === null ? undefined : value.toString());
    expect(letter.headers).toMatchObject({
      'dead-letter-topic': 'parley.inbound.v1',
      'dead-letter-offset': expect.stringMatching(/^\d+$/) as string,
      'dead-letter-code': expect.stringMatching(/^[a-z-]+$/) as string,
      'dead-letter-detail': expect.any(String) as string,
    });
  });
});

describe('events that contradict what is known', () => {
  it('G1 an account that nobody announced is held, with the reason', async () => {
    const unknown = await Desk.open({ announced: false, linked: false });
    const story = new Story(unknown);
    await story.tells((it) => it.contactWrites('Is this the right number?').advisorReplies('No.'));
    await isHeld(story, 'account-unknown');
  });

  it('another contact for a known conversation is put aside, and the conversation stays with its first one', async () => {
    const other = aConversation(overHttp.id)
      .of({ id: `other-${desk.run}`, name: 'Mallory' })
      .on(desk.accountId);
    const [event] = other.contactWrites('I am somebody else').events();
    const moved = { ...event, id: `moved-${desk.run}` };
    expect(await publish({ body: moved, headers: STRUCTURED })).toMatchObject({
      status: 202,
      body: { accepted: 1 },
    });
    const group = 'parley.trigger-evaluator.conversation';
    const letter = await deadLetterOf(group, ({ headers }) => headers['ce_id'] === moved.id);
    expect(letter.headers['dead-letter-code']).toBe('conversation-moved');
    const path = `/v1/events/status?source=${encodeURIComponent('/platforms/test')}&id=${moved.id}`;
    expect(await desk.admin.send('GET', path)).toMatchObject({
      status: 404,
      body: { code: 'event-unknown' },
    });
    expect(await overHttp.explanation()).toMatchObject({ contactId: overHttp.contact.id });
  });
});
