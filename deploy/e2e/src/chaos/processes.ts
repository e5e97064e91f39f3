import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '@parley/testing';
import { theStack } from '../stack';

/** Longest wait for a process that the stack brings back, in milliseconds. */
const BACK_WITHIN_MS = 120_000;

/** Processes that are now being disturbed, so that nothing is killed twice at once. */
const disturbed = new Set<string>();

/** Names of the processes that run and are not being disturbed. */
export function calmProcesses(): readonly string[] {
  return Object.keys(theStack().pids).filter((name) => !disturbed.has(name));
}

/** SIGKILL; resolves when the stack has brought the process back as another one. False when it was down or disturbed already. */
export function kill(name: string): Promise<boolean> {
  return disturb(name, async (pid) => {
    process.kill(pid, 'SIGKILL');
    await eventually(() => ![undefined, pid].includes(theStack().pids[name]), {
      describe: `${name} to be brought back`,
      timeoutMs: BACK_WITHIN_MS,
      everyMs: 100,
    });
  });
}

/** SIGSTOP, and SIGCONT after a while: the process slept and knows nothing of it. False when it was down or disturbed already. */
export function sleep(name: string, forMs: number): Promise<boolean> {
  return disturb(name, async (pid) => {
    process.kill(pid, 'SIGSTOP');
    await pause(forMs);
    process.kill(pid, 'SIGCONT');
  });
}

async function disturb(name: string, work: (pid: number) => Promise<void>): Promise<boolean> {
  const pid = theStack().pids[name];
  if (pid === undefined || disturbed.has(name)) return false;
  disturbed.add(name);
  try {
    await work(pid);
    return true;
  } finally {
    disturbed.delete(name);
  }
}
