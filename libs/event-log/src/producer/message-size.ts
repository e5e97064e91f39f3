import type { HeaderValue } from '../ports/log-record';
import type { OutgoingMessage } from '../ports/log-producer';

/** Lengths, offset, timestamp and attributes of a record, at most. */
const RECORD_OVERHEAD = 32;

/** Bytes of a message in the log, rounded up a little. */
export function messageBytes(message: OutgoingMessage): number {
  let bytes = RECORD_OVERHEAD + Buffer.byteLength(message.key) + valueBytes(message.value);
  for (const name in message.headers) {
    const header = message.headers[name];
    if (header !== undefined) bytes += headerBytes(name, header);
  }
  return bytes;
}

function headerBytes(name: string, header: HeaderValue): number {
  const values = typeof header === 'string' || Buffer.isBuffer(header) ? [header] : header;
  let bytes = 0;
  for (const value of values) bytes += name.length + Buffer.byteLength(value) + 8;
  return bytes;
}

function valueBytes(value: OutgoingMessage['value']): number {
  return value === null ? 0 : Buffer.byteLength(value);
}
