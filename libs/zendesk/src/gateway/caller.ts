import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler';
import type { TSchema } from '@sinclair/typebox';
import type { Clock } from '@parley/platform';
import type { CallTokens, RequestBudget } from '../budget/request-budget';
import { classify } from '../http/classify';
import type { Exchange } from '../http/exchange';
import type { Exchanger } from '../http/http-client';
import { limitsSeen } from '../http/limit-headers';
import { pathOf } from '../http/route';
import type { GuardedOrigin } from '../http/zendesk-hosts';
import { inClientSpan } from './call-recorder';
import type { ZendeskCall } from './call';
import type { ZendeskOutcome } from './outcome';
import { ME_PATH, MeShape } from './shapes';

const USER_AGENT = 'Parley/0.1';

/** Compiled once per shape; shapes are module constants, so this stays small. */
const me = TypeCompiler.Compile(MeShape);
const compiled = new WeakMap<TSchema, TypeCheck<TSchema>>();

/** Where and as whom a call is made. */
export interface Credentials {
  readonly origin: GuardedOrigin;
  readonly accessToken: string;
}

/** Makes exactly one exchange with Zendesk and tells the budget what the answer says. */
export class Caller {
  constructor(
    private readonly http: Pick<Exchanger, 'exchange'>,
    private readonly budget: RequestBudget,
    private readonly clock: Clock,
  ) {}

  /** One exchange; never repeats anything. Tokens, where given, are spent. Without an organization (not connected yet) no budget is told. */
  async once(
    organizationId: string | undefined,
    credentials: Credentials,
    call: ZendeskCall,
    tokens?: CallTokens,
  ): Promise<ZendeskOutcome<unknown>> {
    const start = this.clock.monotonicMs();
    tokens?.spend();
    try {
      return await inClientSpan(organizationId, credentials.origin.origin, call, async (traceparent) => {
        const exchange = await this.http.exchange({
          ...credentials.origin,
          method: call.method,
          path: call.path,
          headers: headersOf(credentials.accessToken, call, traceparent),
          ...(call.body === undefined ? {} : { body: call.body }),
          ...(call.timeoutMs === undefined ? {} : { timeoutMs: call.timeoutMs }),
        });
        const durationMs = Math.max(this.clock.monotonicMs() - start, 0.001);
        const facts = { method: call.method, path: pathOf(call.path), durationMs };
        const outcome = anonymousIsUnauthorised(
          classify(facts, exchange, call.shape && compiledShape(call.shape)),
        );
        return organizationId === undefined
          ? outcome
          : await this.tellBudget(organizationId, call, exchange, outcome);
      });
    } finally {
      tokens?.settle();
    }
  }

  private async tellBudget(
    organizationId: string,
    call: ZendeskCall,
    exchange: Exchange,
    outcome: ZendeskOutcome<unknown>,
  ): Promise<ZendeskOutcome<unknown>> {
    const headers = exchange.kind === 'not-sent' ? undefined : exchange.headers;
    if (headers === undefined) return outcome;
    const limits = limitsSeen(headers);
    this.budget.sighted(organizationId, call, limits);
    if (outcome.kind !== 'rate-limited') return outcome;
    const bucket = await this.budget.exhausted(organizationId, call, limits, outcome.retryAfterMs);
    return { ...outcome, bucket };
  }
}

/** `users/me` answers 200 with an anonymous user when the token is not accepted (facts: using, checking, revoking). */
function anonymousIsUnauthorised(outcome: ZendeskOutcome<unknown>): ZendeskOutcome<unknown> {
  if (outcome.kind !== 'ok' || outcome.path !== ME_PATH || !me.Check(outcome.body)) return outcome;
  if (outcome.body.user.id !== null) return outcome;
  const { method, path, durationMs, status, requestId } = outcome;
  return {
    method,
    path,
    durationMs,
    status,
    ...(requestId === undefined ? {} : { requestId }),
    kind: 'unauthorised',
    sent: true,
  };
}

function compiledShape(shape: TSchema): TypeCheck<TSchema> {
  const known = compiled.get(shape);
  if (known !== undefined) return known;
  const check = TypeCompiler.Compile(shape);
  compiled.set(shape, check);
  return check;
}

function headersOf(
  accessToken: string,
  call: ZendeskCall,
  traceparent: string | undefined,
): Record<string, string> {
  return {
    authorization: `Bearer ${accessToken}`,
    accept: 'application/json',
    // The bytes are bounded and checked as they come, so nothing may be unpacked on the way.
    'accept-encoding': 'identity',
    'user-agent': USER_AGENT,
    ...(call.body === undefined ? {} : { 'content-type': call.contentType ?? 'application/json' }),
    ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
