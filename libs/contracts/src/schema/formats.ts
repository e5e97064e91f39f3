import { FormatRegistry } from '@sinclair/typebox';
import { isLine } from './line';

const HTTP_URL = /^https?:\/\/\S+$/i;
const PLAIN_HTTP_URL = /^https?:\/\/[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+(?:\/[\w\-./~%?=&#+,;@!:]*)?$/;
const URI_REFERENCE = /^[^\s<>"{}|\\^`]+$/;
const LONGEST_URI = 4096;
const LONGEST_ZONE = 64;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const SHORTEST_DATE_TIME = '2026-11-21T09:30:00Z'.length;
const LONGEST_FRACTION = 9;
// Postgres takes no offset of 16 hours or more; no place on earth has one of more than 14.
const MOST_OFFSET_HOURS = 15;

/** The number that the digits of `text` from `start` on show; NaN when one of them is no digit. */
function digits(text: string, start: number, count: number): number {
  let number = 0;
  for (let index = start; index < start + count; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    number = number * 10 + digit;
  }
  return number;
}

function isDay(year: number, month: number, day: number): boolean {
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return false;
  if (month === 2) return day <= (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28);
  return day <= 30 || !(month === 4 || month === 6 || month === 9 || month === 11);
}

function isOffset(text: string, start: number): boolean {
  const sign = text[start];
  if (sign === 'Z' || sign === 'z') return text.length === start + 1;
  return (
    (sign === '+' || sign === '-') &&
    text.length === start + 6 &&
    text[start + 3] === ':' &&
    digits(text, start + 1, 2) <= MOST_OFFSET_HOURS &&
    digits(text, start + 4, 2) <= 59
  );
}

/**
 * Whether `value` is an RFC 3339 date-time with its offset that JavaScript and Postgres can both read: so neither a day
 * that no calendar has (30 February), nor the year 0, nor a leap second. By hand: a regular expression with groups
 * took a third of the time that checking an event takes.
 */
export function isDateTime(value: string): boolean {
  if (value.length < SHORTEST_DATE_TIME) return false;
  if (value[4] !== '-' || value[7] !== '-' || value[13] !== ':' || value[16] !== ':') return false;
  if (value[10] !== 'T' && value[10] !== 't') return false;
  if (!isDay(digits(value, 0, 4), digits(value, 5, 2), digits(value, 8, 2))) return false;
  if (!(digits(value, 11, 2) <= 23 && digits(value, 14, 2) <= 59 && digits(value, 17, 2) <= 59)) return false;
  let offset = 19;
  if (value[offset] === '.') {
    do offset += 1;
    while (digits(value, offset, 1) >= 0);
    if (offset === 20 || offset > 20 + LONGEST_FRACTION) return false;
  }
  return isOffset(value, offset);
}

/** Whether `value` is an absolute http or https URL that the WHATWG parser accepts; plain ones are not parsed for it. */
export function isHttpUrl(value: string): boolean {
  return (
    PLAIN_HTTP_URL.test(value) || (isLine(value, LONGEST_URI) && HTTP_URL.test(value) && URL.canParse(value))
  );
}

/** Whether `value` can stand as a URI reference (RFC 3986); letters outside ASCII are let through. */
export function isUriReference(value: string): boolean {
  return isLine(value, LONGEST_URI) && URI_REFERENCE.test(value);
}

/** Whether `value` is a UUID in lower case. */
export function isUuid(value: string): boolean {
  return UUID.test(value);
}

/** Whether `value` names a time zone that this runtime knows, such as Europe/Paris. */
export function isTimeZone(value: string): boolean {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions();
    return isLine(value, LONGEST_ZONE) && timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The string formats of the schemas, with the words a fault uses when a value does not have one. */
export const FORMATS = {
  'date-time': { check: isDateTime, expected: 'an RFC 3339 date-time with offset' },
  'http-url': { check: isHttpUrl, expected: 'an absolute http or https URL' },
  'time-zone': { check: isTimeZone, expected: 'the IANA name of a time zone' },
  'uri-reference': { check: isUriReference, expected: 'a URI reference' },
  uuid: { check: isUuid, expected: 'a UUID in lower case' },
} as const satisfies Record<string, { check: (value: string) => boolean; expected: string }>;

for (const [name, { check }] of Object.entries(FORMATS)) FormatRegistry.Set(name, check);
