import { EventsHarness, anEvent } from '../../test/events-harness';

describe('limits of a publisher', () => {
  let door: EventsHarness;
  beforeEach(async () => {
    door = await EventsHarness.start();
  });
  afterEach(() => door.close());

  it('403 when the source lies outside the prefix', async () => {
    door.admit({ sourcePrefix: '/platforms/other' });
    const { status, body } = await door.structured(anEvent('m-1'));
    expect({ status, body }).toMatchObject({
      status: 403,
      body: { code: 'outside-prefix', rejected: [{ pointer: '/source' }] },
    });
    expect(await door.records()).toHaveLength(0);
  });

  it.each([
    ['the event', anEvent('m-1'), '/id'],
    ['the contact', anEvent('acme-1', { data: { contact: { id: 'x' } } }), '/data/contact/id'],
    ['the conversation', anEvent('acme-1', { data: { contact: { id: 'acme-c' } } }), '/data/conversationId'],
  ])('403 when the id of %s lies outside the prefix', async (_what, event, pointer) => {
    door.admit({ idPrefix: 'acme-' });
    expect(await door.structured(event)).toMatchObject({
      status: 403,
      body: { rejected: [{ code: 'outside-prefix', pointer }] },
    });
  });

  it('takes what lies inside the prefixes', async () => {
    door.admit({ sourcePrefix: '/platforms/', idPrefix: 'acme-' });
    const inside = { contact: { id: 'acme-c' }, conversationId: 'acme-k', accountId: 'acme-a' };
    expect((await door.structured(anEvent('acme-1', { data: inside }))).status).toBe(202);
  });

  it('rejects the foreign items of a batch alone', async () => {
    door.admit({ sourcePrefix: '/platforms/acme' });
    const { status, body } = await door.batch([
      anEvent('m-1', { event: { source: '/else' } }),
      anEvent('m-2'),
    ]);
    expect({ status, body }).toMatchObject({
      status: 202,
      body: { accepted: 1, rejected: [{ index: 0, code: 'outside-prefix' }] },
    });
  });

  it('422 when only some of what was rejected lies outside', async () => {
    door.admit({ sourcePrefix: '/platforms/acme' });
    expect((await door.batch([anEvent('m-1', { event: { source: '/else' } }), {}])).status).toBe(422);
  });

  it('429 with Retry-After above the events a minute, and nothing of the request is taken', async () => {
    door.admit({ eventsPerMinute: 3 });
    door.allow(3);
    expect((await door.batch([anEvent('m-1'), anEvent('m-2')])).status).toBe(202);
    const { status, headers, body } = await door.batch([anEvent('m-3'), anEvent('m-4')]);
    expect({ status, body }).toMatchObject({ status: 429, body: { code: 'publisher-limit' } });
    expect(headers['retry-after']).toBe('30');
    expect((await door.appended()).map(({ id }) => id)).toEqual(['m-1', 'm-2']);
  });
});
