import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { isListening } from './listening.mjs';

const LISTENS =
  'const s = require("net").createServer().listen(0, "127.0.0.1", () => console.log(s.address().port))';

describe('isListening', () => {
  it('tells the process that listens from one that does not', async () => {
    const child = spawn(process.execPath, ['-e', LISTENS], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [printed] = await once(child.stdout, 'data');
      const port = Number(printed);
      expect([isListening(child.pid ?? 0, port), isListening(process.pid, port)]).toEqual([true, false]);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  it('sees a socket on every address, and that it was closed', async () => {
    const server = createServer().listen(0);
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(isListening(process.pid, port)).toBe(true);
    server.close();
    await once(server, 'close');
    expect(isListening(process.pid, port)).toBe(false);
  });

  it('is false for a process that is gone', () => {
    expect(isListening(999_999_999, 80)).toBe(false);
  });
});
