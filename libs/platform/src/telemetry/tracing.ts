import {
  context,
  metrics,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Link,
  type Span,
} from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { SCOPE } from './telemetry-names';

/** Makes spans that `runInSpan` does not fit. */
export const tracer = trace.getTracer(SCOPE);

/** Makes instruments; the SDK must have been registered before this module loads, else nothing is measured. */
export const meter = metrics.getMeter(SCOPE);

/** What a span is, beside its name. */
export interface SpanOptions {
  /** W3C traceparent of the span's parent. Without it the active span is the parent; `null` starts a new trace. */
  readonly parent?: string | null | undefined;
  /** W3C traceparents of related traces; malformed ones are left out. */
  readonly links?: readonly (string | undefined)[];
  readonly attributes?: Attributes;
  readonly kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
}

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** Runs `work` inside a span that is active for everything it awaits. An error is recorded by its class alone and thrown on. */
export async function runInSpan<T>(
  name: string,
  options: SpanOptions,
  work: (span: Span) => Promise<T> | T,
): Promise<T> {
  const { kind = 'internal', attributes = {}, links = [] } = options;
  const spanOptions = { kind: KINDS[kind], attributes, links: links.flatMap(linkTo) };
  return tracer.startActiveSpan(name, spanOptions, parentContext(options.parent), async (span) => {
    try {
      return await work(span);
    } catch (error) {
      const errorType = Error.isError(error) ? error.name : 'unknown';
      span.setAttribute('error.type', errorType);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Runs `work` unseen by the instrumentations of HTTP clients: they would record whole addresses, which can be secrets. */
export function withoutTracing<T>(work: () => Promise<T>): Promise<T> {
  return context.with(suppressTracing(context.active()), work);
}

/** The active span as a W3C traceparent, to be written into a header or a row; undefined outside any trace. */
export function currentTraceparent(): string | undefined {
  const spanContext = trace.getActiveSpan()?.spanContext();
  if (spanContext === undefined || !trace.isSpanContextValid(spanContext)) return undefined;
  return `00-${spanContext.traceId}-${spanContext.spanId}-${spanContext.traceFlags.toString(16).padStart(2, '0')}`;
}

function parentContext(parent: string | null | undefined): Context {
  if (parent === undefined) return context.active();
  return parent === null ? ROOT_CONTEXT : contextOf(parent);
}

function contextOf(traceparent: string): Context {
  return propagation.extract(ROOT_CONTEXT, { traceparent });
}

function linkTo(traceparent: string | undefined): Link[] {
  const spanContext = traceparent === undefined ? undefined : trace.getSpanContext(contextOf(traceparent));
  return spanContext === undefined ? [] : [{ context: spanContext }];
}
