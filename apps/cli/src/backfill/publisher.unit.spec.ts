import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpPublisher, type BackfillEvent } from './publisher';

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

const event = (id: string): BackfillEvent => ({
  text: JSON.stringify({ source: '/old', id }),
  source: '/old',
  id,
});

describe('HttpPublisher', () => {
  let server: Server;
  let answers: ((body: string, request: IncomingMessage) => Answer)[];
  const got: {
    readonly body: string;
    readonly type: string | undefined;
    readonly path: string | undefined;
  }[] = [];
  const waits: string[] = [];
  let publisher: HttpPublisher;

  beforeEach(async () => {
    got.length = 0;
    waits.length = 0;
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        got.push({ body, type: request.headers['content-type'], path: request.url });
        const [answer = (): Answer => ({ status: 202, body: { accepted: 1, rejected: [] } })] =
          answers.splice(0, 1);
        const { status, body: said = {}, headers = {} } = answer(body, request);
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(JSON.stringify(said));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    publisher = new HttpPublisher(`http://127.0.0.1:${port}`, 'secret', (why) => waits.push(why));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('sends one event in structured mode and several as a batch, as they stand in the file', async () => {
    answers = [];
    await publisher.publish([event('e1')]);
    await publisher.publish([event('e1'), event('e2')]);
    expect(got.map(({ type }) => type)).toEqual([
      'application/cloudevents+json',
      'application/cloudevents-batch+json',
    ]);
    expect(got[1]?.body).toBe(`[${event('e1').text},${event('e2').text}]`);
    expect(await publisher.publish([])).toEqual({ accepted: 0, rejected: [] });
    expect(got).toHaveLength(2);
  });

  it('asks again while the gateway is busy or without Kafka', async () => {
    answers = [() => ({ status: 503 }), () => ({ status: 429, headers: { 'retry-after': '1' } })];
    expect(await publisher.publish([event('e1')])).toEqual({ accepted: 1, rejected: [] });
    expect(waits).toEqual(['the gateway answered 503', 'the gateway answered 429']);
  });

  it('sends in halves what is refused as a whole, so that only what is wrong stays behind', async () => {
    const tooLarge = (body: string): Answer =>
      body.includes('huge')
        ? { status: 413, body: { code: 'event-too-large' } }
        : {
            status: 202,
            body: {
              accepted: body.startsWith('[') ? (JSON.parse(body) as unknown[]).length : 1,
              rejected: [],
            },
          };
    answers = Array.from({ length: 20 }, () => tooLarge);
    const events = ['e1', 'e2', 'huge', 'e4', 'e5'].map(event);
    expect(await publisher.publish(events)).toEqual({
      accepted: 4,
      rejected: [expect.objectContaining({ index: 2, id: 'huge', code: 'event-too-large' })],
    });
    const order = got.filter(({ body }) => !body.includes('huge')).flatMap(({ body }) => body.match(/e\d/g));
    expect(order).toEqual(['e1', 'e2', 'e4', 'e5']);
  });

  it('gives up on a credential that is refused', async () => {
    answers = [() => ({ status: 401, body: { code: 'credential-unknown' } })];
    await expect(publisher.publish([event('e1')])).rejects.toThrow('401 credential-unknown');
  });

  it('X4 takes an event for applied once its status says more than accepted', async () => {
    const states: Answer[] = [
      { status: 404, body: { code: 'event-unknown' } },
      { status: 200, body: { state: 'accepted' } },
      { status: 200, body: { state: 'held' } },
    ];
    answers = states.map((state) => () => state);
    expect([
      await publisher.isApplied(event('e 1')),
      await publisher.isApplied(event('e 1')),
      await publisher.isApplied(event('e 1')),
    ]).toEqual([false, false, true]);
    expect(got[0]?.path).toBe('/v1/events/status?source=%2Fold&id=e+1');
  });
});
