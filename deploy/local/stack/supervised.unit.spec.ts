import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@parley/testing';
import type * as SupervisedModule from './supervised.mjs';

process.env['PARLEY_STATE_DIR'] = mkdtempSync(join(tmpdir(), 'parley-supervised-'));
const state = process.env['PARLEY_STATE_DIR'];
let loaded: typeof SupervisedModule;
let started: SupervisedModule.Supervised[] = [];

function supervise(script: string) {
  const changes: (number | undefined)[] = [];
  const supervised = new loaded.Supervised({
    name: 'service',
    args: ['-e', script],
    cwd: state,
    env: process.env,
    onChange: () => changes.push(supervised.pid),
  });
  started.push(supervised);
  supervised.start();
  return { supervised, changes };
}

beforeAll(async () => {
  loaded = await import('./supervised.mjs');
});
afterEach(async () => {
  await Promise.all(started.map((supervised) => supervised.stop()));
  started = [];
});
afterAll(() => rmSync(state, { recursive: true }));

const STAYS = 'console.log("up"); setInterval(() => undefined, 1000)';

describe('Supervised', () => {
  it('starts a killed process again, under another process id', async () => {
    const { supervised, changes } = supervise(STAYS);
    const first = supervised.pid ?? 0;
    process.kill(first, 'SIGKILL');
    await eventually(() => supervised.pid !== undefined && supervised.pid !== first, {
      describe: 'the restart',
    });
    expect(changes).toEqual([first, undefined, supervised.pid]);
    expect(supervised.deaths).toBe(1);
  });

  it('ends a process for good and forgets it', async () => {
    const { supervised } = supervise(STAYS);
    const file = loaded.runFile('service');
    expect(existsSync(file)).toBe(true);
    await supervised.stop();
    expect([supervised.pid, existsSync(file)]).toEqual([undefined, false]);
  });

  it('does not start a process again whose settings are wrong (exit code 78)', async () => {
    const { supervised, changes } = supervise('process.exit(78)');
    await eventually(() => changes.length === 2, { describe: 'its end' });
    await supervised.stop();
    expect(changes).toHaveLength(2);
    expect(supervised.deaths).toBe(1);
  });

  it('keeps what the process printed, over its restarts', async () => {
    const { supervised } = supervise('console.log("I fail"); process.exit(1)');
    await eventually(() => supervised.deaths >= 2, { describe: 'two deaths' });
    await supervised.stop();
    expect(readFileSync(supervised.log, 'utf8')).toMatch(/I fail\nI fail/);
  });
});
