import { EventsHarness, anEvent } from '../../test/events-harness';

const PICTURE = Buffer.from('89504e470d0a1a0a00fffe', 'hex');
const STRUCTURED = 'application/cloudevents+json';
const MIB = 1024 * 1024;

const inline = (content: Buffer | string, more: object = {}) => ({
  id: 'a-1',
  contentType: 'image/png',
  contentBase64: typeof content === 'string' ? content : content.toString('base64'),
  ...more,
});
const withFiles = (id: string, ...attachments: readonly object[]) =>
  anEvent(id, { message: { attachments } });

describe('inline attachments at POST /v1/events', () => {
  let door: EventsHarness;
  beforeEach(async () => {
    door = await EventsHarness.start();
  });
  afterEach(() => door.close());

  const attachmentsIn = async (position = 0) => {
    const { data } = (await door.appended())[position] ?? {};
    return (data as { message: { attachments: readonly Record<string, unknown>[] } }).message.attachments;
  };

  it('K12: the log carries the hash, the blob store the bytes; files with an address stay as they are', async () => {
    const remote = { id: 'a-2', contentType: 'image/png', url: 'https://files.example/a' };
    const answer = await door.structured(withFiles('m-1', inline(PICTURE, { fileName: 'a.png' }), remote));
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1 } });
    const [first, second] = await attachmentsIn();
    expect(first).toEqual({
      id: 'a-1',
      contentType: 'image/png',
      fileName: 'a.png',
      size: PICTURE.length,
      blob: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(second).toEqual(remote);
    const kept = await door.blobs.find(String(first?.['blob']), 1_000);
    expect(Buffer.from(kept?.bytes ?? [])).toEqual(PICTURE);
    expect((await door.records())[0]?.value?.toString()).not.toContain(PICTURE.toString('base64'));
  });

  it('K12: takes replies with files, binary mode, and a batch', async () => {
    const reply = {
      ...withFiles('m-1', inline(PICTURE)),
      type: 'parley.message.sent.v1',
      data: {
        ...(withFiles('m-1', inline(PICTURE)) as { data: object }).data,
        author: { kind: 'advisor', id: 'grace' },
      },
    };
    expect((await door.batch([reply, withFiles('m-2', inline(PICTURE))])).body).toEqual({
      accepted: 2,
      rejected: [],
    });
    const { data, ...attributes } = withFiles('m-3', inline(PICTURE)) as { data: object } & Record<
      string,
      string
    >;
    const headers = Object.fromEntries(
      Object.entries(attributes)
        .filter(([name]) => name !== 'datacontenttype')
        .map(([name, value]) => [`ce-${name}`, value]),
    );
    expect((await door.send('application/json', JSON.stringify(data), headers)).status).toBe(202);
    for (const position of [0, 1, 2]) expect((await attachmentsIn(position))[0]).toHaveProperty('blob');
  });

  it.each(['A', 'AA', 'AAA', 'AAAA=', 'AA=A', 'QUI', 'QUJ=', 'QR==', 'QQ==\n', '====', 'Q-__', '💥'])(
    'K12: refuses %j, which is no base64, and says where it stands',
    async (content) => {
      const { status, body } = await door.structured(withFiles('m-1', inline('QUJD'), inline(content)));
      expect(status).toBe(422);
      expect(body).toMatchObject({
        rejected: [{ id: 'm-1', pointer: '/data/message/attachments/1/contentBase64' }],
      });
      expect(JSON.stringify(body)).not.toContain('QUJD');
    },
  );

  it.each(['', 'QQ==', 'QUI=', 'QUJD', '+/+/'])('K12: takes %j', async (content) => {
    expect((await door.structured(withFiles('m-1', inline(content)))).status).toBe(202);
  });

  it('K12: an event may have 30 MiB with its files, and 1 MiB beside them', async () => {
    const file = Buffer.alloc(20 * MIB, 7);
    expect((await door.structured(withFiles('m-1', inline(file)))).status).toBe(202);
    expect((await attachmentsIn())[0]).toMatchObject({ size: file.length });
    const text = 'x'.repeat(MIB);
    const long = anEvent('m-2', { message: { text, attachments: [inline(PICTURE)] } });
    expect(await door.structured(long)).toMatchObject({
      status: 413,
      body: { code: 'event-too-large', detail: expect.stringContaining('1048576 bytes beside') as string },
    });
    expect(await door.batch([long])).toMatchObject({
      status: 413,
      body: {
        code: 'event-too-large',
        rejected: [
          {
            id: 'm-2',
            code: 'event-too-large',
            detail: expect.stringContaining('beside its inline') as string,
          },
        ],
      },
    });
  });

  it('K12: the size of an event is judged before anything else of it', async () => {
    const padded = { ...withFiles('m-1', inline(PICTURE)), padding: 'x'.repeat(2 * MIB) };
    expect(await door.structured(padded)).toMatchObject({ status: 413, body: { code: 'event-too-large' } });
    const hidden = anEvent('m-1', { data: { contentBase64: 'A'.repeat(2 * MIB) } });
    expect(await door.structured(hidden)).toMatchObject({ status: 413, body: { code: 'event-too-large' } });
  });

  it('K12: 413 above 30 MiB names both limits, and a batch stays at 5 MiB', async () => {
    const large = JSON.stringify(withFiles('m-1', inline(Buffer.alloc(24 * MIB))));
    expect(await door.send(STRUCTURED, large)).toMatchObject({
      status: 413,
      body: { code: 'event-too-large', detail: expect.stringMatching(/1048576 .* 31457280/) as string },
    });
    const batch = [withFiles('m-1', inline(Buffer.alloc(5 * MIB)))];
    expect(await door.batch(batch)).toMatchObject({ status: 413, body: { code: 'batch-too-large' } });
    expect(await door.records()).toHaveLength(0);
  });

  it('K12: reads a large body for publishers only', async () => {
    const answer = await door.server.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { 'content-type': STRUCTURED },
      payload: JSON.stringify(withFiles('m-1', inline(Buffer.alloc(2 * MIB)))),
    });
    expect(answer.statusCode).toBe(401);
  });

  it('K12: nothing is in the log when the blob store is away, and the publisher is told to come back', async () => {
    const away = Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });
    door.blobs.put = () => Promise.reject(away);
    const answer = await door.structured(withFiles('m-1', inline(PICTURE)));
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': expect.any(String) as string } });
    expect(await door.records()).toHaveLength(0);
  });

  it('K12: a hash cannot be published: files are reached by their content only', async () => {
    const { body } = await door.structured(
      withFiles('m-1', { id: 'a', contentType: 'image/png', blob: 'f'.repeat(64) }),
    );
    expect(body).toMatchObject({
      rejected: [{ code: 'blob-reserved', pointer: '/data/message/attachments/0/blob' }],
    });
  });
});
