import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { httpHarness } from '../../test/http-harness';
import type { HttpHarness } from '../../test/http-harness';
import { CONSOLE_SETTINGS } from './console-settings';

const CRM = 'https://crm.example';
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the pages of the console', () => {
  let folder: string;
  let harness: HttpHarness;
  const start = (embedOrigins: readonly string[], from = folder) =>
    httpHarness([{ provide: CONSOLE_SETTINGS, useValue: { folder: from, embedOrigins } }]);
  const get = (url: string, headers: Record<string, string> = BROWSER) =>
    harness.inject({ method: 'GET', url, headers });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-console-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(
      join(folder, 'index.html'),
      '<meta name="csp-nonce" content="__CSP_NONCE__"><div id="root">',
    );
    await writeFile(join(folder, 'favicon.svg'), '<svg/>');
    await writeFile(join(folder, 'assets', 'main-abc123.js'), 'export {};');
    await writeFile(join(folder, 'assets', 'main-abc123.js.gz'), gzipSync('export {};'));
    harness = await start([CRM]);
  }, 30_000);
  afterAll(async () => {
    await harness.close();
    await rm(folder, { recursive: true });
  });

  it.each(['/', '/organizations', '/conversations/conv-42?tab=timeline', '/embed/customer', '/versions'])(
    'are one page for %s',
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.headers['cache-control']).toBe('no-cache');
      expect(answer.body).toContain('<div id="root">');
    },
  );

  it('come with their scripts compressed, for who takes them so', async () => {
    const url = '/assets/main-abc123.js';
    const packed = await get(url, { 'accept-encoding': 'gzip' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.headers['content-type']).toContain('javascript');
    const plain = await get(url, { 'accept-encoding': 'identity' });
    expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, 'export {};']);
  });

  it('allow nothing but what comes from here, and styles with the nonce of this very answer', async () => {
    const [first, second] = [await get('/'), await get('/')];
    const nonce = /content="([^"]+)"/.exec(first.body)?.[1] ?? '';
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{24}$/);
    expect(second.body).not.toContain(nonce);
    expect(first.headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; connect-src 'self'; img-src 'self' data:; ` +
        `font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(first.headers).toMatchObject({
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
  });

  it('may be embedded by the origins of the setting, and those made for it alone', async () => {
    const { headers } = await get('/embed/customer?contactId=c');
    expect(headers['content-security-policy']).toMatch(/; frame-ancestors https:\/\/crm\.example$/);
    expect(headers['x-frame-options']).toBeUndefined();
    expect(headers['cross-origin-opener-policy']).toBe('unsafe-none');
    for (const url of ['/embed', '/embedded', '/organizations?x=/embed/', '//embed/customer'])
      expect((await get(url)).headers['content-security-policy']).toMatch(/frame-ancestors 'none'$/);
  });

  it('may be embedded by nobody where no origin is set', async () => {
    const alone = await start([]);
    const { headers } = await alone.inject({ method: 'GET', url: '/embed/customer', headers: BROWSER });
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'$/);
    await alone.close();
  });

  it('keep what has its content in its name for ever, and other files for an hour', async () => {
    const asset = await get('/assets/main-abc123.js');
    expect(asset.statusCode).toBe(200);
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(asset.headers['content-type']).toMatch(/javascript/);
    const icon = await get('/favicon.svg');
    expect(icon.headers).toMatchObject({ 'cache-control': 'public, max-age=3600' });
    expect(icon.headers['content-type']).toMatch(/svg/);
  });

  it.each([
    '/v1/nothing',
    '/v1',
    '/assets/gone.js',
    '/assets/..%2findex.html',
    '/assets/%2e%2e%2findex.html',
    '/auth/nothing',
    '/health/nothing',
    '/oauth/nothing',
  ])('are none for %s', async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'route-unknown' });
  });

  it('are for browsers: who asks for something else is told that there is no such route', async () => {
    for (const accept of ['application/json', '*/*'])
      expect((await get('/organizations', { accept })).json()).toMatchObject({ code: 'route-unknown' });
    const posted = await harness.inject({ method: 'POST', url: '/organizations', headers: BROWSER });
    expect(posted.json()).toMatchObject({ code: 'route-unknown' });
  });

  it('are not there before the console is built, and nothing else changes', async () => {
    const without = await start([], join(folder, 'assets'));
    const answer = await without.inject({ method: 'GET', url: '/', headers: BROWSER });
    expect(answer.json()).toMatchObject({ code: 'route-unknown' });
    expect(without.routes).not.toContain('GET /*');
    await without.close();
  });
});
