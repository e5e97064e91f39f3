import { isUtf8 } from 'node:buffer';
import type { HeaderValue } from '../ports/log-record';
import type { OutgoingMessage } from '../ports/log-producer';

/** Text as it is, other bytes in base64. */
type StoredBytes = string | { readonly base64: string };

/** A message as an outbox row keeps it; readable for whoever looks into the table. */
interface StoredMessage {
  readonly topic: string;
  readonly key: string;
  readonly value: StoredBytes | null;
  readonly headers: Readonly<Record<string, StoredBytes | readonly StoredBytes[]>>;
}

/** The messages of one outbox row as its text. */
export function storedMessages(messages: readonly OutgoingMessage[]): string {
  return JSON.stringify(messages.map(toStored));
}

/** The messages of an outbox row again, byte for byte. */
export function messagesOf(stored: string): readonly OutgoingMessage[] {
  const messages = JSON.parse(stored) as readonly StoredMessage[];
  return messages.map(({ topic, key, value, headers }) => ({
    topic,
    key,
    value: value === null ? null : bytesOf(value),
    headers: mapValues(headers, headerOf),
  }));
}

function toStored({ topic, key, value, headers }: OutgoingMessage): StoredMessage {
  return {
    topic,
    key,
    value: value === null ? null : toBytes(value),
    headers: mapValues(headers, (header) =>
      typeof header === 'string' || Buffer.isBuffer(header) ? toBytes(header) : header.map(toBytes),
    ),
  };
}

function toBytes(value: string | Buffer): StoredBytes {
  if (typeof value === 'string') return value;
  return isUtf8(value) ? value.toString('utf8') : { base64: value.toString('base64') };
}

function headerOf(header: StoredBytes | readonly StoredBytes[]): HeaderValue {
  return isList(header) ? header.map(bytesOf) : bytesOf(header);
}

function isList(header: StoredBytes | readonly StoredBytes[]): header is readonly StoredBytes[] {
  return Array.isArray(header);
}

function bytesOf(stored: StoredBytes): string | Buffer {
  return typeof stored === 'string' ? stored : Buffer.from(stored.base64, 'base64');
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  const mapped: Record<string, B> = {};
  for (const [name, value] of Object.entries(record)) mapped[name] = map(value);
  return mapped;
}
