import { EventsHarness, anEvent } from '../../test/events-harness';

const STRUCTURED = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';

describe('requests to POST /v1/events that cannot be read', () => {
  let door: EventsHarness;
  beforeAll(async () => {
    door = await EventsHarness.start();
  });
  afterAll(async () => {
    expect(await door.records()).toHaveLength(0);
    await door.close();
  });

  it.each([
    ['structured, not JSON', STRUCTURED, '{"specversion":', 400, 'unreadable-body'],
    ['structured, empty', STRUCTURED, '', 400, 'unreadable-body'],
    ['structured, not UTF-8', STRUCTURED, Buffer.from([0x7b, 0xff, 0x7d]), 400, 'unreadable-body'],
    ['structured, an array', STRUCTURED, '[]', 400, 'not-cloudevents'],
    ['structured, a number', STRUCTURED, '42', 400, 'not-cloudevents'],
    ['batch, not JSON', BATCH, '[{]', 400, 'unreadable-body'],
    ['batch, an object', BATCH, JSON.stringify(anEvent('m-1')), 400, 'not-cloudevents'],
    ['JSON without ce-* headers', 'application/json', '{"hello":"world"}', 400, 'not-cloudevents'],
    ['plain text', 'text/plain', 'hello', 415, 'media-type-unsupported'],
    ['XML', 'application/cloudevents+xml', '<event/>', 415, 'media-type-unsupported'],
    ['a form', 'application/x-www-form-urlencoded', 'a=b', 415, 'media-type-unsupported'],
    ['no content type at all', undefined, JSON.stringify(anEvent('m-1')), 415, 'media-type-unsupported'],
    [
      'structured, 2 MiB',
      STRUCTURED,
      JSON.stringify(anEvent('m-1', { message: { text: 'x'.repeat(2 ** 21) } })),
      413,
      'event-too-large',
    ],
    ['batch over 5 MiB', BATCH, `[${' '.repeat(5 * 2 ** 20)}]`, 413, 'batch-too-large'],
    ['batch of more items than can be valid', BATCH, `[${'0,'.repeat(60_000)}0]`, 413, 'batch-too-large'],
  ])('%s', async (_name, contentType, payload, status, code) => {
    const answer = await door.send(contentType, payload);
    expect(answer).toMatchObject({ status, body: { status, code, type: `urn:parley:problem:${code}` } });
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('judges the size of an item of a batch by itself', async () => {
    const big = anEvent('big', { message: { text: 'x'.repeat(2 ** 20) } });
    const onlyBig = await door.batch([big]);
    expect(onlyBig).toMatchObject({
      status: 413,
      body: { code: 'event-too-large', rejected: [{ id: 'big' }] },
    });
  });

  it.each([
    ['no header', undefined, 'credential-missing'],
    ['another scheme', 'Basic abc', 'credential-missing'],
    ['an unknown credential', 'Bearer parley_pub_wrong', 'credential-invalid'],
    ['something that is no token', 'Bearer nonsense', 'credential-invalid'],
  ])('answers 401 to %s', async (_name, authorization, code) => {
    const answer = await door.server.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { 'content-type': STRUCTURED, ...(authorization === undefined ? {} : { authorization }) },
      payload: JSON.stringify(anEvent('m-1')),
    });
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code });
    expect(answer.headers['www-authenticate']).toContain('Bearer');
  });

  it('answers 403 to a person: events come from publishers', async () => {
    const token = await door.issuer.token({ role: 'administrator' });
    const answer = await door.server.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { 'content-type': STRUCTURED, authorization: `Bearer ${token}` },
      payload: JSON.stringify(anEvent('m-1')),
    });
    expect(answer.json()).toMatchObject({ status: 403, code: 'role-not-allowed' });
  });
});
