/** A span as a process of the stack exported it. */
export interface ExportedSpan {
  readonly service: string;
  readonly spanId: string;
  /** Empty for a span without a parent. */
  readonly parentSpanId: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | boolean | undefined>>;
}

/** The trace that a publisher begins: `traceparent` to put into an event, and the ids in it. */
export interface PublishersTrace {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceparent: string;
}

/** A sampled trace whose id nobody else has. */
export function publishersTrace(): PublishersTrace {
  const [traceId, spanId] = [
    crypto.randomUUID().replaceAll('-', ''),
    crypto.randomUUID().slice(-12).padStart(16, 'a'),
  ];
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-01` };
}

/** Every span of a trace that has arrived at the receiver of this run so far. */
export async function spansOf({ traceId }: PublishersTrace): Promise<readonly ExportedSpan[]> {
  const url = process.env['PARLEY_E2E_SPANS_URL'];
  if (url === undefined)
    throw new Error('PARLEY_E2E_SPANS_URL is not set: run end-to-end tests through Jest');
  return (await (await fetch(`${url}/traces/${traceId}`)).json()) as readonly ExportedSpan[];
}

/** The way from a span up to the root of what arrived, the span itself first. */
export function ancestry(spans: readonly ExportedSpan[], span: ExportedSpan): readonly ExportedSpan[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return parent === undefined ? [span] : [span, ...ancestry(spans, parent)];
}
