import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Inject } from '@nestjs/common';
import { CSRF_HEADER } from '@parley/contracts';
import type { FastifyRequest } from 'fastify';
import { routeOf } from '../http-edge/api-route';
import { Cookies } from '../sessions/cookies';
import { assertFromItsPage } from '../sessions/csrf';
import { Sessions } from '../sessions/sessions';
import { rememberCaller } from './caller';
import type { Caller } from './caller';
import { CallerIdentity } from './caller-identity';
import { assertAdmitted } from './admission';

/**
 * Admits to each route whom its definition names; a handler without a definition admits nobody. Who sends an `Authorization` header is
 * known by that alone, everybody else by the cookie of a session; so no cookie can lend its rights to a request that has its own.
 */
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(CallerIdentity) private readonly identity: Pick<CallerIdentity, 'identify'>,
    @Inject(Sessions) private readonly sessions: Pick<Sessions, 'find'>,
    @Inject(Cookies) private readonly cookies: Pick<Cookies, 'session'>,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.callerOf(request);
    assertAdmitted(caller, routeOf(context.getHandler())?.access ?? []);
    rememberCaller(request, caller);
    return true;
  }

  private async callerOf({ method, headers }: FastifyRequest): Promise<Caller> {
    const token = headers.authorization === undefined ? this.cookies.session(headers.cookie) : undefined;
    if (token === undefined) return this.identity.identify(headers.authorization);
    const principal = await this.sessions.find(token, 'browser');
    assertFromItsPage(principal.credential, method, headers[CSRF_HEADER]);
    return principal;
  }
}
