import { context, SpanStatusCode, type Span } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_SCHEME,
  ATTR_HTTP_RESPONSE_HEADER,
} from '@opentelemetry/semantic-conventions';
import { ATTRIBUTE, METRIC, currentTraceparent, meter, runInSpan } from '@parley/platform';
import { routeOf } from '../http/route';
import type { CallTarget } from './call';
import type { ZendeskOutcome } from './outcome';

/** Semantic convention `url.template`: the path without ids, so that it has few values. */
const ATTR_URL_TEMPLATE = 'url.template';

const calls = meter.createCounter(METRIC.zendeskCalls, {
  description: 'Calls to Zendesk by outcome, made or not',
  unit: '{call}',
});
const durations = meter.createHistogram(METRIC.zendeskCallDuration, {
  description: 'Time of calls that were made',
  unit: 's',
  advice: { explicitBucketBoundaries: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] },
});

/**
 * Runs one exchange inside a client span. The span knows the route but neither ids, query nor body; the client's own instrumentation is silenced,
 * because it would record the full URL, and a search for a user has an e-mail address in it.
 */
export function inClientSpan(
  organizationId: string | undefined,
  origin: string,
  target: CallTarget,
  exchange: (traceparent: string | undefined) => Promise<ZendeskOutcome<unknown>>,
): Promise<ZendeskOutcome<unknown>> {
  const { hostname, port, protocol } = new URL(origin);
  const route = routeOf(target.path);
  const attributes = {
    [ATTR_HTTP_REQUEST_METHOD]: target.method,
    [ATTR_URL_TEMPLATE]: route,
    [ATTR_URL_SCHEME]: protocol.slice(0, -1),
    [ATTR_SERVER_ADDRESS]: hostname,
    [ATTR_SERVER_PORT]: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    [ATTRIBUTE.callClass]: target.callClass,
    ...(organizationId === undefined ? {} : { [ATTRIBUTE.organizationId]: organizationId }),
  };
  return runInSpan(`${target.method} ${route}`, { kind: 'client', attributes }, async (span) => {
    const traceparent = currentTraceparent();
    const outcome = await context.with(suppressTracing(context.active()), () => exchange(traceparent));
    describe(span, outcome);
    return outcome;
  });
}

/** Counts one outcome, and measures it when something was sent. */
export function recordCall(
  organizationId: string,
  target: CallTarget,
  outcome: ZendeskOutcome<unknown>,
): void {
  const attributes = {
    [ATTRIBUTE.organizationId]: organizationId,
    [ATTRIBUTE.callClass]: target.callClass,
    [ATTRIBUTE.outcome]: outcome.kind,
    ...(outcome.kind === 'rate-limited'
      ? { [ATTRIBUTE.bucket]: outcome.bucket.replace(/\d+/g, '{id}') }
      : {}),
  };
  calls.add(1, attributes);
  if (outcome.durationMs > 0) {
    durations.record(outcome.durationMs / 1_000, {
      [ATTR_HTTP_REQUEST_METHOD]: target.method,
      [ATTR_URL_TEMPLATE]: routeOf(target.path),
      [ATTRIBUTE.outcome]: outcome.kind,
    });
  }
}

function describe(span: Span, outcome: ZendeskOutcome<unknown>): void {
  span.setAttribute(ATTRIBUTE.outcome, outcome.kind);
  if (outcome.status !== undefined) span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, outcome.status);
  if (outcome.requestId !== undefined)
    span.setAttribute(ATTR_HTTP_RESPONSE_HEADER('x-zendesk-request-id'), [outcome.requestId]);
  if (outcome.kind === 'ok') return;
  span.setAttribute(ATTR_ERROR_TYPE, errorType(outcome));
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** By the convention the status where there was one, else what we call the fault. */
function errorType(outcome: Exclude<ZendeskOutcome<unknown>, { kind: 'ok' }>): string {
  if (outcome.status !== undefined) return String(outcome.status);
  return 'reason' in outcome ? outcome.reason : outcome.kind;
}
