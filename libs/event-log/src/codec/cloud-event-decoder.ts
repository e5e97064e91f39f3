import { isUtf8 } from 'node:buffer';
import type { CloudEvent } from '@parley/contracts';
import type { CloudEventFault, CloudEventResult } from '../ports/decoding';
import type { HeaderValue, LogRecord } from '../ports/log-record';

const STRUCTURED = 'application/cloudevents+json';
const REQUIRED = ['specversion', 'id', 'source', 'type'] as const;

/**
 * Reads a record as a CloudEvent, in binary or structured content mode. Checks the envelope's four required attributes
 * and that the value is JSON in UTF-8; what the data must look like is the business of the type's schema.
 */
export function decodeEvent(record: LogRecord): CloudEventResult {
  const { value, headers } = record;
  if (value === null) return fault('null-value', 'The record has no value');
  const contentType = headers['content-type'];
  if (contentType !== undefined && isStructured(contentType)) return decodeStructured(value);
  if (headers['ce_specversion'] === undefined)
    return fault('not-a-cloud-event', 'Neither ce_* headers nor the content type of a structured CloudEvent');
  return decodeBinary(record, value);
}

function isStructured(contentType: HeaderValue): boolean {
  return typeof contentType === 'string'
    ? contentType.toLowerCase().startsWith(STRUCTURED)
    : Buffer.isBuffer(contentType) && contentType.toString('latin1').toLowerCase().startsWith(STRUCTURED);
}

function decodeStructured(value: Buffer): CloudEventResult {
  const parsed = parseJson(value);
  if (!parsed.ok) return parsed;
  if (!isObject(parsed.json)) return fault('envelope-invalid', 'The value is JSON, but no object');
  return checked(parsed.json);
}

function decodeBinary(record: LogRecord, value: Buffer): CloudEventResult {
  const attributes: Record<string, unknown> = {};
  for (const name in record.headers) {
    const header = record.headers[name];
    if (header === undefined) continue;
    const isAttribute = name.startsWith('ce_');
    if (!isAttribute && name !== 'content-type') continue;
    if (typeof header !== 'string' && !Buffer.isBuffer(header))
      return fault('header-repeated', `Header ${name.slice(0, 64)} is there more than once`);
    attributes[isAttribute ? name.slice(3) : 'datacontenttype'] =
      typeof header === 'string' ? header : header.toString('utf8');
  }
  const parsed = parseJson(value);
  if (!parsed.ok) return parsed;
  attributes['data'] = parsed.json;
  return checked(attributes);
}

type Json = { readonly ok: true; readonly json: unknown } | Extract<CloudEventResult, { ok: false }>;

function parseJson(value: Buffer): Json {
  if (!isUtf8(value)) return fault('not-utf8', 'The value is not UTF-8');
  try {
    const json: unknown = JSON.parse(value.toString('utf8'));
    return { ok: true, json };
  } catch {
    return fault('not-json', 'The value is not JSON');
  }
}

function checked(attributes: Record<string, unknown>): CloudEventResult {
  if (isCloudEvent(attributes)) return { ok: true, event: attributes };
  const missing = REQUIRED.filter((name) => !isFilled(attributes[name]));
  return fault(
    'envelope-invalid',
    missing.length > 0 ? `Missing or not a text: ${missing.join(', ')}` : 'The specversion is not 1.0',
  );
}

function isCloudEvent(value: Record<string, unknown>): value is Record<string, unknown> & CloudEvent {
  return (
    value['specversion'] === '1.0' &&
    isFilled(value['id']) &&
    isFilled(value['source']) &&
    isFilled(value['type'])
  );
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fault(code: CloudEventFault, detail: string): Extract<CloudEventResult, { ok: false }> {
  return { ok: false, code, detail };
}
