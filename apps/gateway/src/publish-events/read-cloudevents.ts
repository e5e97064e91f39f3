import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { ProblemError } from '../http-edge/problem';
import {
  MAX_BATCH_BYTES,
  MAX_BATCH_ITEMS,
  MAX_EVENT_BYTES,
  MAX_EVENT_WITH_FILES_BYTES,
} from './event-limits';

/** What a request carries: events in structured form, not judged yet. */
export interface ReadRequest {
  readonly mode: 'binary' | 'structured' | 'batch';
  readonly items: readonly unknown[];
}

const CE_HEADER = 'ce-';

/**
 * Reads an HTTP request as CloudEvents 1.0, in binary, structured or batch mode. Only what makes the request as a whole unreadable
 * is a problem here (400, 413, 415); each event is judged on its own later. The official SDK is not used for this because it
 * refuses a batch as a whole and re-writes attributes; it is the oracle of the tests instead.
 */
export function readCloudEvents(headers: IncomingHttpHeaders, body: Buffer): ReadRequest {
  const mediaType = mediaTypeOf(headers['content-type']);
  switch (mediaType) {
    case 'application/cloudevents-batch+json':
      return { mode: 'batch', items: batchItems(body) };
    case 'application/cloudevents+json':
      return { mode: 'structured', items: [structuredEvent(body)] };
    default:
      return { mode: 'binary', items: [binaryEvent(headers, mediaType, body)] };
  }
}

function batchItems(body: Buffer): readonly unknown[] {
  if (body.length > MAX_BATCH_BYTES) throw batchTooLarge();
  const items = parseJson(body);
  if (!Array.isArray(items)) throw new ProblemError('not-cloudevents', 'A batch is a JSON array of events.');
  if (items.length <= MAX_BATCH_ITEMS) return items;
  throw new ProblemError('batch-too-large', `A batch has at most ${MAX_BATCH_ITEMS} events.`);
}

function structuredEvent(body: Buffer): unknown {
  assertEventSize(body);
  const event = parseJson(body);
  if (typeof event === 'object' && event !== null && !Array.isArray(event)) return event;
  throw new ProblemError('not-cloudevents', 'A structured event is a JSON object.');
}

function binaryEvent(headers: IncomingHttpHeaders, mediaType: string, body: Buffer): unknown {
  if (!isJson(mediaType)) {
    throw new ProblemError(
      'media-type-unsupported',
      'Send application/cloudevents+json, application/cloudevents-batch+json, or JSON data with ce-* headers.',
    );
  }
  const attributes = attributesOf(headers);
  if (Object.keys(attributes).length === 0) {
    throw new ProblemError(
      'not-cloudevents',
      'There are no ce-* headers; a structured event has the content type application/cloudevents+json.',
    );
  }
  assertEventSize(body);
  return { ...attributes, datacontenttype: headers['content-type'], data: parseJson(body) };
}

function attributesOf(headers: IncomingHttpHeaders): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (name.startsWith(CE_HEADER) && typeof value === 'string')
      attributes[name.slice(3)] = attributeValue(value);
  }
  return attributes;
}

/**
 * Header values are percent-encoded UTF-8 (CloudEvents HTTP binding 3.1.3.2). Senders that do not know this send bare percent signs
 * and raw UTF-8, which Node reads as Latin-1: both are taken as they were meant where that is unambiguous.
 */
function attributeValue(value: string): string {
  const unquoted = value.length > 1 && value.startsWith('"') && value.endsWith('"') ? unquote(value) : value;
  const text = /[\u0080-\u00ff]/.test(unquoted) ? fromRawUtf8(unquoted) : unquoted;
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function unquote(value: string): string {
  return value.slice(1, -1).replace(/\\(.)/g, '$1');
}

function fromRawUtf8(value: string): string {
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : value;
}

/** How much of it is inline attachments is known only once it is read; what is left is measured by the reader. */
function assertEventSize(body: Buffer): void {
  if (body.length > MAX_EVENT_WITH_FILES_BYTES) throw eventTooLarge();
}

/** The body of an event is larger than any may be. */
export function eventTooLarge(): ProblemError {
  return new ProblemError(
    'event-too-large',
    `An event has at most ${MAX_EVENT_BYTES} bytes beside its inline attachments, and ${MAX_EVENT_WITH_FILES_BYTES} with them.`,
  );
}

/** The body of a batch is larger than any may be. */
export function batchTooLarge(): ProblemError {
  return new ProblemError('batch-too-large', `A batch has at most ${MAX_BATCH_BYTES} bytes.`);
}

/** Whether the headers say that a batch comes. */
export function isBatch(headers: IncomingHttpHeaders): boolean {
  return mediaTypeOf(headers['content-type']) === 'application/cloudevents-batch+json';
}

function parseJson(body: Buffer): unknown {
  if (!isUtf8(body)) throw new ProblemError('unreadable-body', 'The body is not UTF-8.');
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new ProblemError('unreadable-body', 'The body is not JSON.');
  }
}

function mediaTypeOf(contentType: string | undefined): string {
  if (contentType === undefined) return '';
  const end = contentType.indexOf(';');
  return (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
}

function isJson(mediaType: string): boolean {
  return mediaType === 'application/json' || /^application\/[\w.!#$&^-]+\+json$/.test(mediaType);
}
