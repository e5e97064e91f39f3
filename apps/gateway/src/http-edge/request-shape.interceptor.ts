import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { validate } from '@parley/contracts';
import type { Fault } from '@parley/contracts';
import type { TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { routeOf } from './api-route';
import { ProblemError } from './problem';

/** Checks path, query and body of every route against its definition before the handler sees them. */
export class RequestShapeInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const route = routeOf(context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (route?.params) request.params = parameters(route.params, request.params, 'path');
    if (route?.query) request.query = parameters(route.query, request.query, 'query');
    if (route?.body) assertBody(route.body, request.body);
    return next.handle();
  }
}

function parameters(schema: TSchema, sent: unknown, place: 'path' | 'query'): unknown {
  const value = Value.Convert(schema, Value.Default(schema, { ...Object(sent) }));
  const checked = validate(schema, value, 'invalid-parameters');
  if (checked.ok) return checked.value;
  throw shapeProblem('invalid-parameters', `The ${place} parameters are not valid`, checked.faults);
}

function assertBody(schema: TSchema, body: unknown): void {
  const checked = validate(schema, body ?? null, 'invalid-body');
  if (!checked.ok) throw shapeProblem('invalid-body', 'The body is not valid', checked.faults);
}

function shapeProblem(
  code: 'invalid-parameters' | 'invalid-body',
  what: string,
  faults: readonly Fault[],
): ProblemError {
  const where = faults.map(({ pointer, detail }) => `${pointer || 'it'} ${detail}`).join('; ');
  return new ProblemError(code, `${what}: ${where}`, { members: { faults } });
}
