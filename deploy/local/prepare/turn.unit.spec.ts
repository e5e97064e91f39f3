import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify } from '../parts/processes.mjs';
import { inTurn } from './turn.mjs';

const dir = mkdtempSync(join(tmpdir(), 'parley-turn-'));
const file = join(dir, 'run', 'prepare.lock');
afterAll(() => rmSync(dir, { recursive: true }));

describe('inTurn', () => {
  it('lets one after the other in, and leaves no lock behind', async () => {
    const order: string[] = [];
    let leave: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const first = inTurn(
      file,
      async () => {
        order.push('first in');
        await held;
        order.push('first out');
      },
      () => undefined,
    );
    const waiting: number[] = [];
    const second = inTurn(
      file,
      () => {
        order.push('second in');
        return Promise.resolve();
      },
      (owner) => {
        waiting.push(owner);
        leave();
      },
    );
    await Promise.all([first, second]);
    expect(order).toEqual(['first in', 'first out', 'second in']);
    expect(waiting).toEqual([process.pid]);
    expect(existsSync(file)).toBe(false);
  });

  it('gives the lock back when the work fails', async () => {
    await expect(
      inTurn(
        file,
        () => Promise.reject(new Error('no')),
        () => undefined,
      ),
    ).rejects.toThrow('no');
    expect(existsSync(file)).toBe(false);
  });

  it('takes over the lock of a start that was killed, and one that is not whole', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    await once(child, 'spawn');
    const identity = identify(child.pid ?? 0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    for (const left of [JSON.stringify(identity), '{"pi']) {
      writeFileSync(file, left);
      await expect(
        inTurn(
          file,
          () => Promise.resolve('done'),
          () => undefined,
        ),
      ).resolves.toBe('done');
    }
  });
});
