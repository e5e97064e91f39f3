import { Controller, Inject, Res } from '@nestjs/common';
import { EmbeddedSessionSchema, SessionViewSchema } from '@parley/contracts';
import type { EmbeddedSession, SessionView } from '@parley/contracts';
import type { FastifyReply } from 'fastify';
import { CurrentPrincipal } from '../access/caller';
import { ROLES } from '../access/role';
import type { Principal } from '../access/role';
import { ApiRoute } from '../http-edge/api-route';
import { Cookies } from './cookies';
import { SESSION_SETTINGS } from './session-settings';
import type { SessionSettings } from './session-settings';
import { Sessions } from './sessions';

/** Who is signed in. */
@Controller()
export class SessionController {
  constructor(
    @Inject(Sessions) private readonly sessions: Pick<Sessions, 'embed' | 'end'>,
    @Inject(Cookies) private readonly cookies: Pick<Cookies, 'forgetSession'>,
    @Inject(SESSION_SETTINGS) private readonly settings: Pick<SessionSettings, 'platformName' | 'sandboxUrl'>,
  ) {}

  @ApiRoute({
    method: 'GET',
    path: '/v1/session',
    operation: 'getSession',
    tag: 'Signing in',
    summary: 'Tells who is signed in, and until when at the latest',
    access: ROLES,
    status: 200,
    response: SessionViewSchema,
  })
  show(
    @CurrentPrincipal() { subject, name, role, credential }: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): SessionView {
    void reply.header('cache-control', 'no-store');
    const { platformName, sandboxUrl } = this.settings;
    return {
      subject,
      ...(name === undefined ? {} : { name }),
      role,
      csrfToken: credential.session?.csrfToken ?? '',
      expiresAt: credential.expiresAt.toISOString(),
      platformName,
      ...(sandboxUrl === undefined ? {} : { sandboxUrl }),
    };
  }

  @ApiRoute({
    method: 'POST',
    path: '/v1/session/embedded',
    operation: 'beginEmbeddedSession',
    tag: 'Signing in',
    summary: 'Begins a session for a page that is embedded in the page of another system',
    description:
      'Browsers do not send cookies there, so the page sends the token as a bearer token. It has the rights of an advisor, ends with the ' +
      'session it came of, and at the latest after an hour (a setting).',
    access: ['administrator', 'advisor'],
    status: 201,
    response: EmbeddedSessionSchema,
  })
  embed(
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EmbeddedSession> {
    void reply.header('cache-control', 'no-store');
    return this.sessions.embed(principal);
  }

  @ApiRoute({
    method: 'POST',
    path: '/auth/sign-out',
    operation: 'signOut',
    tag: 'Signing in',
    summary: 'Signs out: ends the session and the embedded ones that came of it',
    description:
      "The issuer's own session is left as it is, and a token of the issuer lasts as long as it says.",
    access: ROLES,
    status: 204,
  })
  async signOut(
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.end(principal);
    void reply.header('set-cookie', this.cookies.forgetSession());
  }
}
