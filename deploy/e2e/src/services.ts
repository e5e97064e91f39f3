import { eventually } from '@parley/testing';
import { theStack, type ServiceName } from './stack';

/**
 * Kills a service with SIGKILL, by its process id, and waits until the stack has brought it back as another process.
 * Whatever it had in hand is left as it was.
 */
export async function killHard(service: ServiceName): Promise<void> {
  const pid = await eventually(() => theStack().pids[service], { describe: `${service} to run` });
  process.kill(pid, 'SIGKILL');
  await eventually(() => ![undefined, pid].includes(theStack().pids[service]), {
    describe: `${service} to be brought back`,
    timeoutMs: 60_000,
  });
}

/** Lets a process of the stack stand still while `work` is done, as if the machine had forgotten it. */
export async function whileStopped<T>(name: string, work: () => Promise<T>): Promise<T> {
  const pid = theStack().pids[name];
  if (pid === undefined) throw new Error(`${name} does not run`);
  process.kill(pid, 'SIGSTOP');
  try {
    return await work();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

/** How a service ended that was asked to. */
export interface Stopped {
  readonly service: ServiceName;
  /** From SIGTERM until the process was gone. */
  readonly afterMs: number;
}

/**
 * Asks a service to end (SIGTERM) and waits until its process is gone, `withinMs` at most; then does `work` before the stack can have brought it
 * back, and waits until it has.
 */
export async function stopGently(
  service: ServiceName,
  withinMs: number,
  work: () => Promise<void> = () => Promise.resolve(),
): Promise<Stopped> {
  const pid = await eventually(() => theStack().pids[service], { describe: `${service} to run` });
  const begun = performance.now();
  process.kill(pid, 'SIGTERM');
  await eventually(() => !isThere(pid), { describe: `${service} to end`, timeoutMs: withinMs });
  const afterMs = performance.now() - begun;
  await work();
  await eventually(() => ![undefined, pid].includes(theStack().pids[service]), {
    describe: `${service} to be brought back`,
    timeoutMs: 60_000,
  });
  return { service, afterMs };
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
