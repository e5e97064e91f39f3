import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { FetchGuard } from '@parley/platform';
import { HttpFiles } from './http-files';

type Answer = (reply: ServerResponse, request: IncomingMessage) => void;

const MAX = 1_000;
const BOMB = gzipSync(Buffer.alloc(20_000_000));
const LARGE = Buffer.alloc(MAX + 1, 'x');

/** A file server that answers each path in a way of its own. */
const PATHS: Readonly<Record<string, Answer>> = {
  '/photo.png': (reply) => reply.writeHead(200, { 'content-type': 'image/png' }).end('bytes'),
  '/empty': (reply) => reply.writeHead(200).end(),
  '/exact': (reply) => reply.end(Buffer.alloc(MAX, 'x')),
  '/large-announced': (reply) => reply.writeHead(200, { 'content-length': LARGE.length }).end(LARGE),
  '/large-chunked': (reply) => {
    const more = (): void => {
      if (reply.destroyed) return;
      if (reply.write(LARGE)) setImmediate(more);
      else reply.once('drain', more);
    };
    more();
  },
  '/bomb': (reply) => reply.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB),
  '/packed': (reply) => reply.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('bytes')),
  '/packed-oddly': (reply) => reply.writeHead(200, { 'content-encoding': 'zebra' }).end('bytes'),
  '/silent': () => undefined,
  '/slow': (reply) => {
    reply.writeHead(200, { 'content-length': 100 });
    const drop = setInterval(() => reply.write('x'), 50);
    reply.on('close', () => clearInterval(drop));
  },
  '/broken': (reply) => {
    reply.writeHead(200, { 'content-length': 100 });
    reply.write('half', () => reply.destroy());
  },
  '/to-photo': (reply) => reply.writeHead(302, { location: '/photo.png' }).end('moved'),
  '/to-metadata': (reply) =>
    reply.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  '/to-private-name': (reply, { headers }) =>
    reply
      .writeHead(307, { location: `http://localhost:${headers.host?.split(':')[1] ?? ''}/photo.png` })
      .end(),
  '/to-file': (reply) => reply.writeHead(301, { location: 'file:///etc/passwd' }).end(),
  '/round': (reply) => reply.writeHead(302, { location: '/round' }).end(),
  '/nowhere': (reply) => reply.writeHead(302).end(),
};

describe('files over HTTP', () => {
  let server: Server;
  let files: HttpFiles;
  let base: string;
  const asked: string[] = [];

  beforeAll(async () => {
    server = createServer((request, reply) => {
      const path = request.url ?? '';
      asked.push(path);
      const status = /^\/status\/(\d+)$/.exec(path)?.[1];
      if (status !== undefined) reply.writeHead(Number(status)).end();
      else PATHS[path]?.(reply, request);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    files = new HttpFiles(new FetchGuard(['127.0.0.1']), { timeoutMs: 700, connectTimeoutMs: 500 });
  });
  afterEach(() => files.close());

  const get = (path: string) => files.get({ url: `${base}${path}` }, MAX);

  it('K12: gives the bytes and the type', async () => {
    const found = await get('/photo.png');
    expect(found).toMatchObject({ kind: 'file', contentType: 'image/png' });
    expect(found.kind === 'file' && Buffer.from(found.bytes).toString()).toBe('bytes');
  });

  it('K12: a file without a byte is a file', async () => {
    expect(await get('/empty')).toMatchObject({ kind: 'file', bytes: Buffer.alloc(0) });
  });

  it('K12: takes what is as large as the limit, and stops reading above it, with and without an announced length', async () => {
    expect(await get('/exact')).toMatchObject({ kind: 'file' });
    expect(await get('/large-announced')).toEqual({ kind: 'left-out', fault: 'too-large', size: MAX + 1 });
    expect(await get('/large-chunked')).toEqual({ kind: 'left-out', fault: 'too-large' });
  });

  it('K12: unpacks what comes packed, and counts what comes out', async () => {
    const found = await get('/packed');
    expect(found.kind === 'file' && Buffer.from(found.bytes).toString()).toBe('bytes');
    expect(await get('/bomb')).toEqual({ kind: 'left-out', fault: 'too-large' });
    expect(await get('/packed-oddly')).toEqual({ kind: 'failed' });
  });

  it.each(['/silent', '/slow', '/broken'])(
    'K12: %s ends within the time, and may be tried again',
    async (path) => {
      expect(await get(path)).toEqual({ kind: 'failed' });
    },
  );

  it.each([401, 403, 404, 410])('K12: %d means that the file expired', async (status) => {
    expect(await get(`/status/${status}`)).toEqual({ kind: 'left-out', fault: 'expired' });
  });

  it.each([408, 425, 429, 500, 502, 503, 504])('K12: %d may be tried again', async (status) => {
    expect(await get(`/status/${status}`)).toEqual({ kind: 'failed' });
  });

  it.each([204, 206, 400, 405, 418])('K12: %d is no file', async (status) => {
    expect(await get(`/status/${status}`)).toEqual({ kind: 'left-out', fault: 'unreachable' });
  });

  it('K12: follows redirects, each of them checked', async () => {
    expect(await get('/to-photo')).toMatchObject({ kind: 'file', contentType: 'image/png' });
    for (const path of ['/to-metadata', '/to-private-name', '/to-file']) {
      expect(await get(path)).toEqual({ kind: 'left-out', fault: 'address-refused' });
    }
    expect(await get('/round')).toEqual({ kind: 'left-out', fault: 'unreachable' });
    expect(await get('/nowhere')).toEqual({ kind: 'left-out', fault: 'unreachable' });
  });

  it('K12: a private address is not even connected to unless the operator named its host', async () => {
    const strict = new HttpFiles(new FetchGuard([]), { timeoutMs: 700, connectTimeoutMs: 500 });
    asked.length = 0;
    const port = base.split(':')[2] ?? '';
    for (const host of ['127.0.0.1', 'localhost', '127.1', '[::ffff:127.0.0.1]']) {
      expect(await strict.get({ url: `http://${host}:${port}/photo.png` }, MAX)).toEqual({
        kind: 'left-out',
        fault: 'address-refused',
      });
    }
    expect(asked).toEqual([]);
    await strict.close();
  });

  it('K12: a name that answers a public address first and a private one then is asked once for each connection', async () => {
    const answers = ['93.184.216.34', '127.0.0.1'];
    const rebinding = new HttpFiles(new FetchGuard([]), {
      timeoutMs: 700,
      connectTimeoutMs: 200,
      resolve: (_host, _options, done) =>
        done(null, [{ address: answers.shift() ?? '127.0.0.1', family: 4 }]),
    });
    asked.length = 0;
    const url = base.replace('127.0.0.1', 'rebind.example');
    expect((await rebinding.get({ url: `${url}/photo.png` }, MAX)).kind).toBe('failed');
    expect(await rebinding.get({ url: `${url}/photo.png` }, MAX)).toEqual({
      kind: 'left-out',
      fault: 'address-refused',
    });
    expect(asked).toEqual([]);
    await rebinding.close();
  });

  it('K12: without an address there is nothing to fetch', async () => {
    expect(await files.get({}, MAX)).toEqual({ kind: 'left-out', fault: 'missing' });
  });

  it('K12: a server that is not there may be tried again', async () => {
    expect(await files.get({ url: 'http://127.0.0.1:1/a' }, MAX)).toEqual({ kind: 'failed' });
  });

  it('K12: a process that ends does not wait for a file', async () => {
    const pending = get('/silent');
    await files.close();
    expect(await pending).toEqual({ kind: 'stopped' });
  });
});
