import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Publisher } from '../publishers/publisher';
import type { Principal } from './role';

/** Who is calling: a person or tool with a role, or a publisher with its own credential. */
export type Caller = Principal | { readonly kind: 'publisher'; readonly publisher: Publisher };

// A WeakMap, because a property on the request would have to be declared to Fastify and typed for every plugin.
const callers = new WeakMap<FastifyRequest, Caller>();

/** Remembers who sent a request, for as long as the request lives. */
export function rememberCaller(request: FastifyRequest, caller: Caller): void {
  callers.set(request, caller);
}

/** Who sent a request. Throws when the route is not behind the access guard, which would be a bug. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = callers.get(request);
  if (caller === undefined) throw new TypeError('the route is not behind the access guard');
  return caller;
}

/** Gives a handler the caller, whatever its kind. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Gives a handler the person or tool that calls; the route must not admit publishers. */
export const CurrentPrincipal = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal => {
    const caller = callerOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (caller.kind === 'person') return caller;
    throw new TypeError('the route admits publishers');
  },
);
