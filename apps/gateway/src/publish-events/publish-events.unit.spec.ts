import { EventsHarness, anEvent } from '../../test/events-harness';

describe('POST /v1/events', () => {
  let door: EventsHarness;
  beforeEach(async () => {
    door = await EventsHarness.start();
  });
  afterEach(() => door.close());

  it('answers 202 with the count after the log has the event', async () => {
    const { status, body } = await door.structured(anEvent('m-1'));
    expect({ status, body }).toEqual({ status: 202, body: { accepted: 1, rejected: [] } });
    expect(await door.appended()).toMatchObject([
      { id: 'm-1', data: { message: { text: 'My parcel never came' } } },
    ]);
  });

  it('keys the record by the contact that the data names, whatever partitionkey says', async () => {
    await door.structured(anEvent('m-1', { event: { partitionkey: 'somebody-else' } }));
    const [record] = await door.records();
    expect(record?.key?.toString()).toBe('contact-7');
    expect(record?.headers['ce_partitionkey']?.toString()).toBe('somebody-else');
  });

  it('puts directory events onto the directory topic, keyed by kind and id', async () => {
    const account = { id: 'acc-1', network: 'whatsapp', name: 'Shop' };
    await door.structured({ ...anEvent('d-1'), type: 'parley.directory.account.v1', data: account });
    expect(await door.records('conversationEvents')).toHaveLength(0);
    expect((await door.records('directory'))[0]?.key?.toString()).toBe('account:acc-1');
  });

  it('keeps the order of a batch', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `m-${index}`);
    expect((await door.batch(ids.map((id) => anEvent(id)))).body).toEqual({ accepted: 50, rejected: [] });
    expect((await door.appended()).map(({ id }) => id)).toEqual(ids);
  });

  it('judges a batch item by item: three bad ones of five are named, the others are in the log', async () => {
    const { status, body } = await door.batch([
      anEvent('good-1'),
      'not an event',
      anEvent('bad-2', { event: { type: 'parley.message.vanished.v1' } }),
      anEvent('bad-3', { data: { contact: {} } }),
      anEvent('good-2'),
    ]);
    expect(status).toBe(202);
    expect(body).toEqual({
      accepted: 2,
      rejected: [
        { index: 1, id: null, code: 'envelope-invalid', detail: expect.any(String), pointer: '' },
        { index: 2, id: 'bad-2', code: 'type-unknown', detail: expect.any(String), pointer: '/type' },
        {
          index: 3,
          id: 'bad-3',
          code: 'data-invalid',
          detail: expect.any(String),
          pointer: '/data/contact/id',
        },
      ],
    });
    expect((await door.appended()).map(({ id }) => id)).toEqual(['good-1', 'good-2']);
  });

  it('accepts an empty batch: nothing was asked for', async () => {
    expect((await door.batch([])).body).toEqual({ accepted: 0, rejected: [] });
  });

  it('T12: accepts a duplicate here; the effect is judged later, by the log', async () => {
    await door.structured(anEvent('m-1'));
    expect((await door.structured(anEvent('m-1'))).status).toBe(202);
    expect(await door.appended()).toHaveLength(2);
  });

  it('answers 422 with every reason when all is rejected', async () => {
    const { status, headers, body } = await door.structured(anEvent('m-1', { data: { conversationId: '' } }));
    expect(status).toBe(422);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body).toMatchObject({
      code: 'events-rejected',
      status: 422,
      accepted: 0,
      rejected: [{ index: 0, id: 'm-1', code: 'data-invalid', pointer: '/data/conversationId' }],
    });
  });

  it.each(['id', 'source', 'type', 'specversion'])('rejects an event without %s', async (attribute) => {
    const event = Object.fromEntries(Object.entries(anEvent('m-1')).filter(([name]) => name !== attribute));
    const { status, body } = await door.structured(event);
    expect(status).toBe(422);
    expect(body).toMatchObject({ rejected: [{ pointer: `/${attribute}` }] });
    expect(await door.records()).toHaveLength(0);
  });

  it('rejects an unknown version of a known type over HTTP', async () => {
    const { body } = await door.structured(anEvent('m-1', { event: { type: 'parley.message.received.v9' } }));
    expect(body).toMatchObject({
      code: 'events-rejected',
      rejected: [{ code: 'version-unknown', pointer: '/type' }],
    });
  });

  describe('texts of every kind arrive in the log as they were sent', () => {
    it.each([
      ['HTML', '<script>alert(1)</script><b>bold</b> &amp; "quotes"'],
      ['Liquid', '{{ ticket.requester.email }} {% for a in b %}{% endfor %}'],
      ['Zendesk placeholders', '{{dc.secret}} {{ticket.id}}'],
      ['right to left', 'مرحبا بالعالم שלום עולם \u202eevil\u202c'],
      ['emoji', '👩‍👩‍👧‍👦🏳️‍🌈🇫🇷 \u{1F600}'],
      ['70 kB', 'word '.repeat(14_000)],
    ])('%s', async (_kind, text) => {
      expect((await door.structured(anEvent('m-1', { message: { text } }))).status).toBe(202);
      expect(await door.appended()).toMatchObject([{ data: { message: { text } } }]);
    });

    it('a message without text', async () => {
      expect((await door.structured(anEvent('m-1', { message: { text: undefined } }))).status).toBe(202);
      expect((await door.appended())[0]?.data).not.toHaveProperty('message.text');
    });

    it('characters that no database holds become U+FFFD in texts and are refused in ids', async () => {
      expect((await door.structured(anEvent('m-1', { message: { text: 'a\0b' } }))).status).toBe(202);
      expect(await door.appended()).toMatchObject([{ data: { message: { text: 'a\ufffdb' } } }]);
      const { status, body } = await door.structured(anEvent('m-2', { data: { conversationId: 'a\0b' } }));
      expect({ status, body }).toMatchObject({
        status: 422,
        body: { rejected: [{ pointer: '/data/conversationId' }] },
      });
    });
  });

  it('refuses data that is nested deeper than anybody can write again', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const event = JSON.stringify(anEvent('m-1', { data: { extra: 'HERE' } })).replace('"HERE"', deep);
    const { status, body } = await door.send('application/cloudevents+json', event);
    expect({ status, body }).toMatchObject({ status: 422, body: { rejected: [{ code: 'data-too-deep' }] } });
  });

  it('does not repeat what was sent in any answer', async () => {
    const secret = 'SECRET-TEXT';
    const { body } = await door.structured(anEvent('m-1', { message: { text: { wrong: secret } } }));
    expect(JSON.stringify(body)).not.toContain(secret);
  });
});
