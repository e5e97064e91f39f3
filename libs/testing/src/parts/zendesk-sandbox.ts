import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../../..');
/** Bearer token of the sandbox's administrator. */
export const SANDBOX_TOKEN = 'sandbox-access-token';

/** A Zendesk sandbox of one spec's own: the program itself, on a port of its own. */
export class ZendeskSandbox {
  private constructor(
    readonly url: string,
    private readonly process: ChildProcess,
  ) {}

  /** Starts it from its sources; `env` as the program takes it (`SANDBOX_PLAN`, `SANDBOX_INDEX_LAG_SECONDS`, ...). */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<ZendeskSandbox> {
    const child = spawn(
      process.execPath,
      ['-r', resolve(__dirname, 'run-typescript.cjs'), resolve(ROOT, 'apps/zendesk-sandbox/src/main.ts')],
      {
        env: { PATH: process.env['PATH'] ?? '', PORT: '0', SANDBOX_ACCESS_TOKEN: SANDBOX_TOKEN, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let said = '';
    const url = await new Promise<string>((found, failed) => {
      const listen = (chunk: Buffer) => {
        said += chunk.toString('utf8');
        const match = /(http:\/\/[\d.]+:\d+)/.exec(said);
        if (match?.[1] !== undefined) found(match[1]);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('exit', () => failed(new Error(`The sandbox did not start: ${said}`)));
    });
    return new ZendeskSandbox(url, child);
  }

  /** `host:port`, as ZENDESK_ALLOWED_HOSTS names it. */
  get host(): string {
    return new URL(this.url).host;
  }

  /** Calls the sandbox as Zendesk's administrator, or its control API. */
  async call<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${SANDBOX_TOKEN}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  async stop(): Promise<void> {
    const gone = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGTERM');
    await gone;
  }
}
