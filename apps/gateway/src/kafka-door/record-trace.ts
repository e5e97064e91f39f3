import type { InboundEvent } from '@parley/contracts';
import type { LogRecord } from '@parley/event-log';

const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The producer's own trace, as its instrumentation put it into the record's `traceparent` header. */
export function hopOf({ headers }: LogRecord): string | undefined {
  const header = headers['traceparent'];
  const text = Buffer.isBuffer(header) ? header.toString('latin1') : header;
  return typeof text === 'string' && TRACEPARENT.test(text) ? text : undefined;
}

/** An event without a trace of its own belongs to the trace of the producer that wrote it. */
export function withRecordTrace(event: InboundEvent, record: LogRecord): InboundEvent {
  if (event.traceparent !== undefined) return event;
  const traceparent = hopOf(record);
  return traceparent === undefined ? event : { ...event, traceparent };
}
