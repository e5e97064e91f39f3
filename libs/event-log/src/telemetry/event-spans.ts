import { propagation, ROOT_CONTEXT, type Span, SpanKind, trace } from '@opentelemetry/api';
import { SCOPE } from '@parley/platform';
import type { DecodedEvent } from '../ports/decoding';
import { LOG_ATTRIBUTE } from './names';

/** Events as the work shall see them, and the end of their spans. */
export interface TracedEvents<E> {
  readonly events: readonly DecodedEvent<E>[];
  end(): void;
}

/**
 * One `process` span for every event whose trace is sampled, child of the hop that brought it; what the work derives from an
 * event can name it as its parent. Events outside a sampled trace cost nothing.
 */
export function traceEvents<E>(group: string, events: readonly DecodedEvent<E>[]): TracedEvents<E> {
  if (!events.some(({ traceparent }) => isSampled(traceparent))) return { events, end: () => undefined };
  const tracer = trace.getTracer(SCOPE);
  const spans: Span[] = [];
  const traced = events.map((event) => {
    if (!isSampled(event.traceparent)) return event;
    const { topic, partition, offset } = event.record;
    const parent = propagation.extract(ROOT_CONTEXT, { traceparent: event.traceparent });
    const attributes = {
      'messaging.system': 'kafka',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.kafka.offset': offset,
      [LOG_ATTRIBUTE.group]: group,
      [LOG_ATTRIBUTE.topic]: topic,
      [LOG_ATTRIBUTE.partition]: String(partition),
    };
    const span = tracer.startSpan(`process ${topic}`, { kind: SpanKind.CONSUMER, attributes }, parent);
    if (!span.isRecording()) return event;
    spans.push(span);
    const { traceId, spanId } = span.spanContext();
    return { ...event, traceparent: `00-${traceId}-${spanId}-01` };
  });
  return { events: traced, end: () => spans.forEach((span) => span.end()) };
}

/** Last bit of a W3C traceparent's flags. */
function isSampled(traceparent: string | undefined): boolean {
  return traceparent !== undefined && /[13579bdf]$/.test(traceparent);
}
