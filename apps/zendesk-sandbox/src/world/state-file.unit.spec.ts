import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../start-sandbox';
import { readStateFile, UnreadableStateFile } from './state-file';

const HEADERS = { authorization: 'Bearer token-for-the-state-file', 'content-type': 'application/json' };

describe('the state file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-sandbox-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('brings everything back after a restart: tickets, users, files, keys, accounts', async () => {
    const stateFile = join(folder, 'deep', 'sandbox.state');
    const config = {
      host: '127.0.0.1',
      port: 0,
      accessToken: 'token-for-the-state-file',
      plan: 'unlimited',
      stateFile,
      indexLagSeconds: 60,
    } as const;
    const first = await startSandbox(config);
    const call = async (url: string, path: string, init: RequestInit = {}): Promise<Response> =>
      fetch(`${url}${path}`, { headers: HEADERS, ...init });
    const ticket = JSON.stringify({
      ticket: { subject: 'kept', external_id: 'e-1', comment: { body: 'x' }, tags: ['t'] },
    });
    const create = async (url: string): Promise<Response> =>
      call(url, '/api/v2/tickets', {
        method: 'POST',
        body: ticket,
        headers: { ...HEADERS, 'idempotency-key': 'k' },
      });
    await create(first.url);
    await call(first.url, '/api/v2/uploads?filename=a.txt', { method: 'POST', body: 'bytes' });
    await call(first.url, '/sandbox/accounts', {
      method: 'POST',
      body: JSON.stringify({ subdomain: 'acme' }),
    });
    await first.close();

    const second = await startSandbox(config);
    try {
      const again = await create(second.url);
      expect(again.headers.get('x-idempotency-lookup')).toBe('hit');
      expect(await (await call(second.url, '/api/v2/tickets?external_id=e-1')).json()).toMatchObject({
        count: 1,
        tickets: [{ subject: 'kept' }],
      });
      expect(await (await call(second.url, '/api/v2/search?query=kept')).json()).toMatchObject({ count: 1 });
      expect(await (await call(second.url, '/sandbox/accounts')).json()).toMatchObject({
        accounts: [{}, { subdomain: 'acme' }],
      });
      const next = await call(second.url, '/api/v2/tickets', { method: 'POST', body: ticket });
      expect(await next.json()).toMatchObject({ ticket: { id: 2 } });
    } finally {
      await second.close();
    }
  });

  it('a damaged file, or one of another kind, is refused by name', () => {
    const path = join(folder, 'damaged.state');
    writeFileSync(path, 'not a state');
    expect(() => readStateFile(path)).toThrow(UnreadableStateFile);
    expect(readStateFile(join(folder, 'absent.state'))).toEqual([]);
  });
});
