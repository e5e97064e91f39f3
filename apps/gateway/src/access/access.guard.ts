import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Inject } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { routeOf } from '../http-edge/api-route';
import { rememberCaller } from './caller';
import { CallerIdentity } from './caller-identity';
import { assertAdmitted } from './admission';

/** Admits to each route whom its definition names; a handler without a definition admits nobody. */
export class AccessGuard implements CanActivate {
  constructor(@Inject(CallerIdentity) private readonly identity: Pick<CallerIdentity, 'identify'>) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.identity.identify(request.headers.authorization);
    assertAdmitted(caller, routeOf(context.getHandler())?.access ?? []);
    rememberCaller(request, caller);
    return true;
  }
}
