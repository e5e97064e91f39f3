import { createServer, type AddressInfo } from 'node:net';
import { answer, RawZendesk, type Script } from '../../test/raw-zendesk';
import type { HttpRequest } from './exchange';
import { HttpClient, type HttpClientSettings } from './http-client';

const settings: HttpClientSettings = {
  callTimeoutMs: 300,
  connectTimeoutMs: 200,
  maxBodyBytes: 1_000,
  connections: 1,
};

describe('HttpClient', () => {
  let zendesk: RawZendesk;
  let client: HttpClient;

  beforeEach(async () => {
    zendesk = await RawZendesk.listen();
    client = new HttpClient(settings);
  });
  afterEach(async () => {
    await zendesk.close();
    await client.close();
  });

  const request = (change: Partial<HttpRequest> = {}): HttpRequest => ({
    origin: zendesk.origin,
    trusted: true,
    method: 'GET',
    path: '/api/v2/users/me',
    headers: {},
    ...change,
  });

  it('sends exactly the bytes it is given', async () => {
    zendesk.script = answer(201, { ok: true });
    const body = Buffer.from('{"a": "é\\u0000 {{x}}" ,\n "b":1}', 'utf8');
    const exchange = await client.exchange(
      request({ method: 'POST', body, headers: { 'idempotency-key': 'k-1' } }),
    );
    expect(exchange).toMatchObject({ kind: 'answered', status: 201 });
    expect(zendesk.requests[0]?.body.equals(body)).toBe(true);
    expect(zendesk.requests[0]?.headers.get('idempotency-key')).toBe('k-1');
  });

  const faults: readonly (readonly [string, Script, object])[] = [
    [
      'a reset before the status line',
      (socket) => socket.resetAndDestroy(),
      { kind: 'broken', cause: 'lost' },
    ],
    ['a close before the status line', (socket) => socket.end(), { kind: 'broken', cause: 'lost' }],
    [
      'a reset inside the status line',
      (socket) => socket.write('HTTP/1.1 20', () => socket.resetAndDestroy()),
      { kind: 'broken', cause: 'lost' },
    ],
    [
      'a reset in the middle of the body',
      (socket) =>
        socket.write('HTTP/1.1 201 Created\r\ncontent-length: 50\r\n\r\n{"ticket":', () =>
          socket.resetAndDestroy(),
        ),
      { kind: 'broken', cause: 'lost', status: 201 },
    ],
    [
      'a body shorter than its length',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"ticket":'),
      { kind: 'broken', cause: 'lost', status: 200 },
    ],
    [
      'a chunked body without its end',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\n'),
      { kind: 'broken', cause: 'lost', status: 200 },
    ],
    [
      'bytes that are not HTTP',
      (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
      { kind: 'broken', cause: 'lost' },
    ],
    [
      'headers that never end',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nx-slow: '),
      { kind: 'broken', cause: 'timeout' },
    ],
    ['silence', () => undefined, { kind: 'broken', cause: 'timeout' }],
    [
      'a body that stalls',
      (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{'),
      { kind: 'broken', cause: 'timeout', status: 200 },
    ],
    [
      'a body above the bound',
      answer(200, 'x'.repeat(1_001)),
      { kind: 'broken', cause: 'too-large', status: 200 },
    ],
  ];

  it.each(faults)(
    'calls %s a broken exchange, because the request may have been applied',
    async (_name, script, expected) => {
      zendesk.script = script;
      expect(await client.exchange(request({ method: 'POST', body: Buffer.from('{}') }))).toMatchObject(
        expected,
      );
      expect(zendesk.requests).toHaveLength(1);
    },
  );

  it('follows no redirect', async () => {
    zendesk.script = answer(302, '', { location: `${zendesk.origin}/elsewhere` });
    expect(await client.exchange(request())).toMatchObject({ kind: 'answered', status: 302 });
    expect(zendesk.paths).toEqual(['GET /api/v2/users/me']);
  });

  it('calls a refused connection surely not sent', async () => {
    const { origin } = zendesk;
    await zendesk.close();
    expect(await client.exchange(request({ origin }))).toEqual({ kind: 'not-sent', code: 'ECONNREFUSED' });
  });

  it('calls a name that does not resolve surely not sent', async () => {
    const unresolved = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    const lost = new HttpClient({ ...settings, resolve: (_name, _options, done) => done(unresolved, []) });
    const exchange = await lost.exchange(request({ origin: 'https://acme.zendesk.com', trusted: false }));
    expect(exchange).toEqual({ kind: 'not-sent', code: 'ENOTFOUND' });
    await lost.close();
  });

  it('calls a TLS handshake that breaks surely not sent', async () => {
    const { port } = new URL(zendesk.origin);
    const exchange = await client.exchange(request({ origin: `https://127.0.0.1:${port}` }));
    expect(exchange.kind).toBe('not-sent');
    expect(zendesk.requests).toEqual([]);
  });

  it('writes nothing of a call that timed out while it waited for a connection', async () => {
    // On a busy machine connecting may take longer than the calls below are given.
    zendesk.script = answer(200);
    await client.exchange(request({ path: '/connects', timeoutMs: 10_000 }));
    zendesk.script = () => undefined;
    const first = client.exchange(request({ path: '/first' }));
    const second = client.exchange(request({ path: '/second' }));
    expect(await Promise.all([first, second])).toMatchObject([
      { kind: 'broken', cause: 'timeout' },
      { kind: 'not-sent', code: 'timeout' },
    ]);
    zendesk.script = answer(200);
    expect(await client.exchange(request({ path: '/third' }))).toMatchObject({ kind: 'answered' });
    expect(zendesk.paths).toEqual(['GET /connects', 'GET /first', 'GET /third']);
  });

  it('refuses a name that resolves to a private address, before it connects', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    let connections = 0;
    server.on('connection', () => (connections += 1));
    const { port } = server.address() as AddressInfo;
    const guarded = new HttpClient({
      ...settings,
      resolve: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    const exchange = await guarded.exchange(
      request({ origin: `http://acme.zendesk.com:${port}`, trusted: false }),
    );
    expect(exchange).toEqual({ kind: 'not-sent', code: 'PRIVATE_ADDRESS' });
    expect(connections).toBe(0);
    await guarded.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it('refuses a header that would smuggle another one, without sending', async () => {
    const exchange = await client.exchange(request({ headers: { 'idempotency-key': 'a\r\nx: y' } }));
    expect(exchange.kind).toBe('not-sent');
    expect(zendesk.requests).toEqual([]);
  });
});
