import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { killHard } from './process-identity';

const run = promisify(execFile);

/** The command that starts and stops real parts; the same one that the local stack uses. */
const PART_COMMAND = join(__dirname, '../../../../deploy/local/parts/part.mjs');

/** A real Kafka or PostgreSQL of one spec's own. Its data survive `kill` and `restart`, and are deleted by `stop`. */
export class LocalPart {
  private constructor(
    private readonly kind: 'kafka' | 'postgres',
    private readonly dir: string,
    private part: StartedPart,
  ) {}

  static async start(kind: 'kafka' | 'postgres'): Promise<LocalPart> {
    const dir = mkdtempSync(join(tmpdir(), `parley-test-${kind}-`));
    // PostgreSQL runs under another account when the tests run as root; it has to get through to its own folder.
    chmodSync(dir, 0o711);
    writeFileSync(join(dir, 'owner.pid'), String(process.pid));
    return new LocalPart(kind, dir, await partCommand('start', kind, dir));
  }

  /** The host:port of a broker, the URL of a database server. */
  get address(): string {
    return this.part.address;
  }

  get pid(): number {
    return this.part.pid;
  }

  /** SIGKILL, as a power cut to the process; resolves once it has gone. */
  async kill(): Promise<void> {
    await killHard(this.part);
  }

  /** Starts it again on the same port with the same data (after `kill`), or ends it properly first. Resolves once it serves. */
  async restart(): Promise<void> {
    await partCommand('stop', this.kind, this.dir);
    this.part = await partCommand('start', this.kind, this.dir, this.part.port);
  }

  /** Ends it and deletes its data. */
  async stop(): Promise<void> {
    await partCommand('remove', this.kind, this.dir);
    rmSync(this.dir, { recursive: true, force: true });
  }
}

interface StartedPart {
  readonly pid: number;
  readonly startedAt: string;
  readonly port: number;
  readonly address: string;
}

function partCommand(action: 'start', kind: string, dir: string, port?: number): Promise<StartedPart>;
function partCommand(action: 'stop' | 'remove', kind: string, dir: string): Promise<undefined>;
async function partCommand(
  action: string,
  kind: string,
  dir: string,
  port?: number,
): Promise<StartedPart | undefined> {
  const args = [
    PART_COMMAND,
    action,
    kind,
    '--dir',
    dir,
    ...(port === undefined ? [] : ['--port', String(port)]),
  ];
  const { stdout } = await run(process.execPath, args);
  return action === 'start' ? startedPart(JSON.parse(stdout)) : undefined;
}

function startedPart(printed: unknown): StartedPart {
  if (
    typeof printed === 'object' &&
    printed !== null &&
    'pid' in printed &&
    'startedAt' in printed &&
    'port' in printed &&
    'address' in printed
  ) {
    const { pid, startedAt, port, address } = printed;
    if (
      typeof pid === 'number' &&
      typeof startedAt === 'string' &&
      typeof port === 'number' &&
      typeof address === 'string'
    ) {
      return { pid, startedAt, port, address };
    }
  }
  throw new Error('The part did not say how it started');
}
