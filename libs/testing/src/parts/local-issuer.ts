import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROGRAM = resolve(__dirname, '../../../../deploy/local/issuer/main.mjs');

/** The gateway as that issuer knows it. */
const CLIENT = {
  PARLEY_OIDC_CLIENT_ID: 'parley',
  PARLEY_OIDC_CLIENT_SECRET: 'a-secret-of-the-client-in-tests',
};

/** The local stack's issuer of one spec's own: the program itself, on a port of its own, with keys of its own. */
export class LocalIssuer {
  private constructor(
    readonly url: string,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  /** Starts it for a gateway that people reach at `publicUrl`. */
  static async start(publicUrl: string): Promise<LocalIssuer> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-local-issuer-'));
    const child = spawn(process.execPath, [PROGRAM], {
      env: {
        PATH: process.env['PATH'] ?? '',
        PORT: '0',
        PARLEY_STATE_DIR: folder,
        ISSUER_REDIRECT_URIS: `${publicUrl}/auth/callback`,
        ...CLIENT,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const url = await new Promise<string>((found, failed) => {
      const listen = (chunk: Buffer) => {
        said += chunk.toString('utf8');
        const match = /is up at (http:\/\/[\d.]+:\d+)/.exec(said);
        if (match?.[1] !== undefined) found(match[1]);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('exit', () => failed(new Error(`The issuer did not start: ${said}`)));
    });
    return new LocalIssuer(url, child, folder);
  }

  /** Settings of a gateway that signs people in here. */
  get settings(): Readonly<Record<string, string>> {
    return {
      ...CLIENT,
      PARLEY_OIDC_ISSUER: this.url,
      PARLEY_OIDC_JWKS: join(this.folder, 'issuer', 'jwks.json'),
    };
  }

  async stop(): Promise<void> {
    const gone = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGTERM');
    await gone;
    await rm(this.folder, { recursive: true });
  }
}

/**
 * Chooses who to be on the page of a local issuer, as somebody with a browser would; gives where the browser is sent.
 *
 * @param authorizeUrl where the gateway sent the browser
 * @param person `local-<role>`; anybody else is nobody, and denied
 */
export async function chooseAtIssuer(authorizeUrl: string, person: string): Promise<URL> {
  const jar = new Map<string, string>();
  const page = await follow(new URL(authorizeUrl), jar);
  const resumed = await follow(page, jar, new URLSearchParams({ person }));
  return follow(resumed, jar);
}

/** Where an answer leads, with the cookies that a browser would keep. */
async function follow(url: URL, jar: Map<string, string>, form?: URLSearchParams): Promise<URL> {
  const answer = await fetch(url, {
    method: form === undefined ? 'GET' : 'POST',
    redirect: 'manual',
    headers: {
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form === undefined ? {} : { body: form.toString() }),
  });
  for (const cookie of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    jar.set(name, value);
  }
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`${url.pathname} leads nowhere: ${answer.status}`);
  return new URL(location, url);
}
