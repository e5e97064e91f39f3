import { Type } from '@sinclair/typebox';
import { envelopeAttributes } from '../envelope/cloud-event';
import { isTraceparent, isTracestate } from '../envelope/trace-context';
import type { Fault, FaultCode } from '../faults';
import { isLine } from '../schema/line';
import { faultsOf } from './compiled-schema';

/** A structured event before it is known to fit anything. */
export type RawEvent = Readonly<Record<string, unknown>>;

const ATTRIBUTE_NAME = /^[a-z0-9]+$/;
const JSON_MEDIA_TYPE = /^application\/(?:json|[\w.!#$&^-]+\+json)\s*(?:;|$)/i;

const MAX_EXTENSION_LENGTH = 4096;

const KnownAttributes = Type.Object({
  ...envelopeAttributes,
  type: Type.String({ minLength: 1, maxLength: 256 }),
});
const KNOWN_NAMES: ReadonlySet<string> = new Set([...Object.keys(KnownAttributes.properties), 'data']);

/** Whether `value` is an object that could be a structured event. */
export function isRawEvent(value: unknown): value is RawEvent {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isExtensionValue(value: unknown): boolean {
  if (typeof value === 'string') return value === '' || isLine(value, MAX_EXTENSION_LENGTH);
  return typeof value === 'boolean' || Number.isSafeInteger(value);
}

/** Which part of the trace context is none; one without a trace to belong to is none either. */
function unreadableTrace({ traceparent, tracestate }: RawEvent): 'traceparent' | 'tracestate' | undefined {
  if (typeof traceparent === 'string' && !isTraceparent(traceparent)) return 'traceparent';
  if (typeof tracestate !== 'string') return undefined;
  return typeof traceparent === 'string' && isTracestate(tracestate) ? undefined : 'tracestate';
}

function hasNull(event: RawEvent): boolean {
  for (const name in event) if (event[name] === null) return true;
  return false;
}

/**
 * The event without what counts as absent: attributes that are `null` (CloudEvents JSON format 2.2), and a trace
 * context that is none (W3C: to be ignored, never a reason to lose a message). The same object when there is nothing
 * to leave out.
 */
export function withoutAbsent(event: RawEvent): RawEvent {
  const unreadable = unreadableTrace(event);
  if (unreadable === undefined && !hasNull(event)) return event;
  const absent = (name: string, value: unknown) =>
    value === null || name === unreadable || (name === 'tracestate' && unreadable === 'traceparent');
  return Object.fromEntries(Object.entries(event).filter(([name, value]) => !absent(name, value)));
}

/** Whether the parts of the envelope hold that its schema does not say: names, extensions, kind of data. */
export function hasPlainEnvelope(event: RawEvent): boolean {
  for (const name in event) {
    if (!KNOWN_NAMES.has(name) && !(ATTRIBUTE_NAME.test(name) && isExtensionValue(event[name]))) return false;
  }
  return isJsonMediaType(event.datacontenttype);
}

function isJsonMediaType(value: unknown): boolean {
  return (
    value === undefined ||
    value === 'application/json' ||
    (typeof value === 'string' && JSON_MEDIA_TYPE.test(value))
  );
}

/** Everything that is wrong with the envelope of a structured event, without `type` and `data` being looked up. */
export function envelopeFaults(event: RawEvent): readonly Fault<FaultCode>[] {
  const faults: Fault<FaultCode>[] = [];
  for (const name of Object.keys(event)) {
    if (KNOWN_NAMES.has(name)) continue;
    const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (name === 'data_base64') {
      faults.push({ code: 'data-base64-unsupported', detail: 'send the JSON itself as data', pointer });
    } else if (!ATTRIBUTE_NAME.test(name)) {
      faults.push({
        code: 'attribute-name-invalid',
        detail: 'must be lower-case letters and digits',
        pointer,
      });
    } else if (!isExtensionValue(event[name])) {
      faults.push({
        code: 'envelope-invalid',
        detail: 'must be a line of text, a boolean or an integer',
        pointer,
      });
    }
  }
  for (const fault of faultsOf(KnownAttributes, event, 'envelope-invalid')) {
    const unsupported = fault.pointer === '/specversion' && typeof event.specversion === 'string';
    faults.push(unsupported ? { ...fault, code: 'specversion-unsupported' } : fault);
  }
  if (typeof event.datacontenttype === 'string' && !isJsonMediaType(event.datacontenttype)) {
    const detail = 'must be application/json or another JSON media type';
    faults.push({ code: 'datacontenttype-unsupported', detail, pointer: '/datacontenttype' });
  }
  return faults;
}
