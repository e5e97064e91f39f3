import type { HeaderValue, LogRecord } from '../ports/log-record';
import type { OutgoingMessage } from '../ports/log-producer';

/** Longest text of a dead letter's detail. */
const MAX_DETAIL = 1_000;

/** Headers that say where a dead letter came from and why; the message itself is unchanged. */
export const DEAD_LETTER_HEADERS = {
  group: 'dead-letter-group',
  topic: 'dead-letter-topic',
  partition: 'dead-letter-partition',
  offset: 'dead-letter-offset',
  timestamp: 'dead-letter-timestamp',
  code: 'dead-letter-code',
  detail: 'dead-letter-detail',
} as const;

/** The record as a message for the dead-letter topic: key, value and headers unchanged, and the reason added. */
export function deadLetterOf(
  record: LogRecord,
  group: string,
  topic: string,
  reason: { readonly code: string; readonly detail: string },
): OutgoingMessage {
  const headers: Record<string, HeaderValue> = {};
  for (const [name, header] of Object.entries(record.headers)) {
    if (header !== undefined) headers[name] = header;
  }
  return {
    topic,
    // A key that is no UTF-8 cannot be kept byte for byte: keys are text wherever order matters to us.
    key: record.key?.toString('utf8') ?? '',
    value: record.value,
    headers: {
      ...headers,
      [DEAD_LETTER_HEADERS.group]: group,
      [DEAD_LETTER_HEADERS.topic]: record.topic,
      [DEAD_LETTER_HEADERS.partition]: String(record.partition),
      [DEAD_LETTER_HEADERS.offset]: String(record.offset),
      [DEAD_LETTER_HEADERS.timestamp]: String(record.timestamp),
      [DEAD_LETTER_HEADERS.code]: reason.code,
      [DEAD_LETTER_HEADERS.detail]: reason.detail.slice(0, MAX_DETAIL),
    },
  };
}
