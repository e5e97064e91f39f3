import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';

const TICKS_PER_SECOND = 100;

/** CPU time, in seconds, that a process and its children (ended ones too) have used. 0 when it is gone. */
export function cpuSeconds(pid: number): number {
  let total = 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = readStat(entry);
    if (stat === undefined) continue;
    if (Number(entry) === pid) total += stat.own + stat.endedChildren;
    else if (stat.parent === pid) total += stat.own;
  }
  return total / TICKS_PER_SECOND;
}

interface Stat {
  readonly parent: number;
  readonly own: number;
  readonly endedChildren: number;
}

function readStat(pid: string): Stat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined; // it ended between the listing and the read
  }
  // The command name may hold spaces and brackets: fields are counted after the last bracket (proc(5)).
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const at = (index: number): number => fields[index] ?? 0;
  return { parent: at(1), own: at(11) + at(12), endedChildren: at(13) + at(14) };
}

/** The environment that a running process of the stack was started with. */
export function environmentOf(pid: number): Readonly<Record<string, string>> {
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const at = entry.indexOf('=');
      return at < 1 ? [] : [[entry.slice(0, at), entry.slice(at + 1)]];
    }),
  );
}

/** A child process of the bench; its output goes nowhere unless it fails. */
export interface Child {
  readonly pid: number;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  /** Ends it with SIGTERM, and SIGKILL when it does not end within 15 s. */
  stop(): Promise<void>;
}

/** Starts a Node script with exactly this environment besides PATH and HOME. */
export function startNode(script: string, environment: Readonly<Record<string, string>>): Child {
  const child: ChildProcess = spawn(process.execPath, [script], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  let stopping = false;
  child.stderr?.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-4_000)));
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      if (!stopping && code !== 0)
        process.stderr.write(`${script} ended early (${code ?? signal ?? 'unknown'}): ${complaint}\n`);
      resolve();
    });
  });
  if (child.pid === undefined) throw new Error(`cannot start ${script}`);
  return {
    pid: child.pid,
    ended,
    async stop() {
      stopping = true;
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(force);
    },
  };
}

/** Waits until `condition` holds, asking every `everyMs`; throws after `timeoutMs`. */
export async function until(
  condition: () => Promise<boolean>,
  options: { readonly timeoutMs: number; readonly everyMs: number; readonly what: string },
): Promise<void> {
  const deadline = performance.now() + options.timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`gave up waiting until ${options.what}`);
    await new Promise((resolve) => setTimeout(resolve, options.everyMs));
  }
}

/** A TCP port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
