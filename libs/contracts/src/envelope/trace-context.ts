const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/;
const TRACE_ID = 3;
const NO_TRACE = '0'.repeat(32);
const SPAN_ID = 36;
const NO_SPAN = '0'.repeat(16);
const LENGTH_OF_VERSION_00 = 55;
const TRACESTATE = /^[\x20-\x7e]{1,512}$/;

/** Whether `value` is a `traceparent` (W3C Trace Context) that names a trace and a span. */
export function isTraceparent(value: string): boolean {
  return (
    TRACEPARENT.test(value) &&
    !value.startsWith('ff') &&
    !value.startsWith(NO_TRACE, TRACE_ID) &&
    !value.startsWith(NO_SPAN, SPAN_ID) &&
    (value.length === LENGTH_OF_VERSION_00 || !value.startsWith('00'))
  );
}

/** Whether `value` can be a `tracestate`: printable ASCII of at most 512 characters, handed on as it is. */
export function isTracestate(value: string): boolean {
  return TRACESTATE.test(value);
}
