import { readFileSync } from 'node:fs';
import { eventually } from '../eventually';

/** A process that cannot be mistaken for a later one with the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Field 22 of `/proc/<pid>/stat`. */
  readonly startedAt: string;
}

/** True while exactly this process runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  try {
    const stat = readFileSync(`/proc/${identity.pid}/stat`, 'utf8');
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state !== 'Z' && rest[18] === identity.startedAt;
  } catch {
    return false;
  }
}

/** SIGKILL to exactly this process; resolves once it has gone. */
export async function killHard(identity: ProcessIdentity): Promise<void> {
  if (isAlive(identity)) process.kill(identity.pid, 'SIGKILL');
  await eventually(() => !isAlive(identity), { describe: `process ${identity.pid} to be gone` });
}
