import { FormatRegistry } from '@sinclair/typebox';

const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const HTTP_URL = /^https?:\/\/[^\s\u0000-\u001f\u007f]+$/i;
const URI_REFERENCE = /^[^\s\u0000-\u001f\u007f<>"{}|\\^`]+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether `value` is an RFC 3339 date-time with its offset; a day that no calendar has (30 February) is not. */
export function isDateTime(value: string): boolean {
  const match = DATE_TIME.exec(value);
  if (match === null) return false;
  const month = Number(match[2]);
  const day = Number(match[3]);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(Number(match[1]), month);
}

/** Whether `value` is an absolute http or https URL that the platform's URL parser accepts. */
export function isHttpUrl(value: string): boolean {
  return HTTP_URL.test(value) && URL.canParse(value);
}

/** Whether `value` can stand as a URI reference (RFC 3986); letters outside ASCII are let through. */
export function isUriReference(value: string): boolean {
  return URI_REFERENCE.test(value);
}

/** Whether `value` is a UUID in lower case. */
export function isUuid(value: string): boolean {
  return UUID.test(value);
}

/** The string formats of the schemas, with the words a fault uses when a value does not have one. */
export const FORMATS = {
  'date-time': { check: isDateTime, expected: 'an RFC 3339 date-time with offset' },
  'http-url': { check: isHttpUrl, expected: 'an absolute http or https URL' },
  'uri-reference': { check: isUriReference, expected: 'a URI reference' },
  uuid: { check: isUuid, expected: 'a UUID in lower case' },
} as const satisfies Record<string, { check: (value: string) => boolean; expected: string }>;

for (const [name, { check }] of Object.entries(FORMATS)) FormatRegistry.Set(name, check);
