import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killHard } from '@parley/testing';
import { startKafka } from './kafka.mjs';
import { runningPart } from './part-file.mjs';
import { freePort, wantedPort } from './ports.mjs';
import { removePostgres } from './postgres-data.mjs';
import { startPostgres } from './postgres.mjs';
import { end, isAlive } from './processes.mjs';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-parts-'));
  chmodSync(dir, 0o711);
});
afterEach(async () => {
  for (const name of ['postgres', 'kafka']) {
    const part = runningPart(join(dir, name));
    if (part !== undefined) await end(part, { signal: 'SIGINT' });
  }
  removePostgres(join(dir, 'postgres'));
  rmSync(dir, { recursive: true, force: true });
});

describe('startPostgres', () => {
  it('finds the server that runs in a folder instead of starting another', async () => {
    const first = await startPostgres({ dir: join(dir, 'postgres') });
    await expect(startPostgres({ dir: join(dir, 'postgres') })).resolves.toEqual(first);
  });

  it('begins again where the first start was killed while it made the data folder', async () => {
    const half = join(dir, 'postgres', 'data.tmp');
    mkdirSync(half, { recursive: true });
    writeFileSync(join(half, 'PG_VERSION'), '18');
    const part = await startPostgres({ dir: join(dir, 'postgres') });
    expect([isAlive(part), existsSync(half)]).toEqual([true, false]);
  });

  it('refuses to go on with an empty server where its data folder has vanished', async () => {
    const part = await startPostgres({ dir: join(dir, 'postgres') });
    await end(part, { signal: 'SIGINT' });
    rmSync(join(dir, 'postgres', 'data'), { recursive: true });
    await expect(startPostgres({ dir: join(dir, 'postgres') })).rejects.toThrow(/is gone\..*--fresh/);
  });

  it('comes back after a SIGKILL although the dead server left its pid file', async () => {
    const first = await startPostgres({ dir: join(dir, 'postgres') });
    await killHard(first);
    const second = await startPostgres({ dir: join(dir, 'postgres') });
    expect([second.address, isAlive(second)]).toEqual([first.address, true]);
  });

  it('takes another port when somebody else has taken its own meanwhile', async () => {
    const first = await startPostgres({ dir: join(dir, 'postgres') });
    await end(first, { signal: 'SIGINT' });
    const squatter = await listenOn(first.port);
    try {
      const second = await startPostgres({ dir: join(dir, 'postgres') });
      expect(second.port).not.toBe(first.port);
    } finally {
      squatter.close();
    }
  });
});

describe('startKafka', () => {
  it('formats anew where the first format was cut short, and finds its running self afterwards', async () => {
    const half = join(dir, 'kafka', 'data');
    mkdirSync(half, { recursive: true });
    writeFileSync(join(half, 'meta.properties'), 'version=1\n');
    const part = await startKafka({ dir: join(dir, 'kafka') });
    await expect(startKafka({ dir: join(dir, 'kafka') })).resolves.toEqual(part);
  });
});

describe('wantedPort', () => {
  it('is undefined when nothing is wanted', async () => {
    await expect(wantedPort('GATEWAY_PORT', {})).resolves.toBeUndefined();
  });

  it('says which variable names a port that is in use', async () => {
    const port = await freePort();
    const squatter = await listenOn(port);
    try {
      await expect(wantedPort('GATEWAY_PORT', { GATEWAY_PORT: String(port) })).rejects.toThrow(
        `Port ${port} (GATEWAY_PORT) is in use by another program.`,
      );
    } finally {
      squatter.close();
    }
  });

  it.each(['', '0', '65536', 'eighty', '3000.5'])('takes only port numbers, not "%s"', async (text) => {
    const wanted = wantedPort('GATEWAY_PORT', { GATEWAY_PORT: text });
    await (text === ''
      ? expect(wanted).resolves.toBeUndefined()
      : expect(wanted).rejects.toThrow('GATEWAY_PORT is no port number.'));
  });
});

function listenOn(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
