import type { CloudEvent } from '@parley/contracts';
import { currentTraceparent } from '@parley/platform';
import type { OutgoingMessage } from '../ports/log-producer';

/** Attributes that are not carried as `ce_<name>` headers of their own name. */
const NOT_HEADERS: ReadonlySet<string> = new Set(['data', 'datacontenttype']);

/**
 * A CloudEvent in Kafka's binary content mode: attributes as `ce_*` headers, the data as JSON value.
 * `ce_traceparent` stays the fact's own trace; the header `traceparent` is this hop's: the one given, else the active span's,
 * else the fact's.
 *
 * @param topic full topic name, prefix included
 * @param key decides the partition; the contact id on every topic keyed by contact
 */
export function encodeEvent(
  topic: string,
  key: string,
  event: CloudEvent,
  hop: { readonly traceparent?: string } = {},
): OutgoingMessage {
  const headers: Record<string, string> = { 'content-type': event.datacontenttype ?? 'application/json' };
  for (const [name, value] of Object.entries(event)) {
    if (!NOT_HEADERS.has(name) && value !== undefined && value !== null)
      headers[`ce_${name}`] = String(value);
  }
  const traceparent = hop.traceparent ?? currentTraceparent() ?? event.traceparent;
  if (traceparent !== undefined) headers['traceparent'] = traceparent;
  return { topic, key, value: JSON.stringify(event.data), headers };
}
