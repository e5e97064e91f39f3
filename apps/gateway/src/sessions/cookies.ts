import { randomBytes } from 'node:crypto';
import { fastifyCookie } from '@fastify/cookie';
import { Inject } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { SESSION_SETTINGS } from './session-settings';
import type { SessionSettings } from './session-settings';

const SESSION = 'parley_session';
const BROWSER = 'parley_browser';

/**
 * Makes the plugin's functions usable, which load what they need when it is registered. In a scope of its own and without hooks: no
 * other route, that for events least of all, has anything to do with cookies.
 */
export async function loadCookies(server: FastifyInstance): Promise<void> {
  await server.register(async (scope) => {
    await scope.register(fastifyCookie, { hook: false });
  });
}

/**
 * The cookies that browsers keep for Parley: of this host alone (`__Host-`) where there is TLS, unreadable for scripts, and not sent
 * with what other sites post. Plain text in and out, so that routes without cookies have nothing to do with them.
 */
export class Cookies {
  private readonly secure: boolean;

  constructor(
    @Inject(SESSION_SETTINGS) private readonly settings: Pick<SessionSettings, 'publicUrl' | 'lifeMs'>,
  ) {
    this.secure = settings.publicUrl.startsWith('https://');
  }

  /** The session's token in a `Cookie` header. */
  session(header: string | undefined): string | undefined {
    return this.read(header, SESSION);
  }

  /** What tells this browser from others while somebody signs in. */
  browser(header: string | undefined): string | undefined {
    return this.read(header, BROWSER);
  }

  /** A new value of {@link browser}. */
  newBrowser(): string {
    return randomBytes(32).toString('base64url');
  }

  /** `Set-Cookie` that keeps a session's token. */
  keepSession(token: string): string {
    return this.write(SESSION, token, this.settings.lifeMs);
  }

  /** `Set-Cookie` that forgets the session. */
  forgetSession(): string {
    return this.write(SESSION, '', 0);
  }

  /** `Set-Cookie` that knows the browser again for so long, in ms. */
  keepBrowser(browser: string, lifeMs: number): string {
    return this.write(BROWSER, browser, lifeMs);
  }

  private read(header: string | undefined, name: string): string | undefined {
    if (header === undefined) return undefined;
    return fastifyCookie.parse(header)[this.nameOf(name)] || undefined;
  }

  private write(name: string, value: string, lifeMs: number): string {
    return fastifyCookie.serialize(this.nameOf(name), value, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.secure,
      maxAge: Math.floor(lifeMs / 1_000),
    });
  }

  private nameOf(name: string): string {
    return this.secure ? `__Host-${name}` : name;
  }
}
