import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from '@parley/testing';

/** A member of a consumer group in a process of its own; see `member.ts`. */
export class ChildMember {
  private output = '';
  private readonly child: ChildProcess;

  constructor(parameters: {
    readonly brokers: string;
    readonly databaseUrl: string;
    readonly topic: string;
    readonly group: string;
    readonly mode: 'hold' | 'crash' | 'run';
  }) {
    const { brokers, databaseUrl, topic, group, mode } = parameters;
    const script = ['--require', join(__dirname, 'register.cjs'), join(__dirname, 'member.ts')];
    this.child = spawn(process.execPath, [...script, brokers, databaseUrl, topic, group, mode], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  /** Waits until the member has said something. */
  async says(text: string): Promise<void> {
    await eventually(() => this.output.includes(text), {
      describe: `the member to say "${text}"`,
      timeoutMs: 60_000,
    });
  }

  /** SIGSTOP: the process stands still, its connections stay. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  /** SIGCONT, and a word to go on with. */
  thaw(): void {
    this.child.kill('SIGCONT');
    this.child.stdin?.write('go on\n');
  }

  async gone(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone();
  }
}
