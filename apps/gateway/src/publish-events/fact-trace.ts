import type { InboundEvent } from '@parley/contracts';
import { SPAN, currentTraceparent, runInSpan } from '@parley/platform';
import { traceIdOf } from '../log-of-record/fact-span';

/**
 * An event without a trace of its own belongs to the trace of the request that brought it, so that one trace leads from the
 * publisher's `traceparent` header to the call to Zendesk.
 */
export function withRequestTrace(event: InboundEvent): InboundEvent {
  if (event.traceparent !== undefined) return event;
  const traceparent = currentTraceparent();
  return traceparent === undefined ? event : { ...event, traceparent };
}

/**
 * Runs the append of one event inside a span of the event's own trace, linked to the request's, and gives it the traceparent to
 * hand on. Where the request already belongs to that trace there is nothing to add.
 */
export function underFactTrace<T>(
  event: InboundEvent,
  work: (hop: string | undefined) => Promise<T>,
): Promise<T> {
  const request = currentTraceparent();
  if (event.traceparent === undefined || traceIdOf(event.traceparent) === traceIdOf(request))
    return work(request);
  const options = { parent: event.traceparent, links: [request], kind: 'producer' } as const;
  return runInSpan(SPAN.acceptEvents, options, () => work(currentTraceparent() ?? event.traceparent));
}
