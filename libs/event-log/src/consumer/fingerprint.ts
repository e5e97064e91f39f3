import { hash } from 'node:crypto';
import type { LogRecord } from '../ports/log-record';
import type { Fingerprint } from '../ports/positions';

/** Recognises a record again: a topic that was deleted and made anew has another one at the same offset. */
export function fingerprintOf(record: LogRecord): Fingerprint {
  const key = record.key?.toString('base64') ?? 'null';
  const value = record.value?.toString('base64') ?? 'null';
  return { offset: record.offset, hash: hash128(`${record.timestamp}\n${key}\n${value}`) };
}

/** The first 128 bits of the SHA-256 of a text, as 32 hex digits: what Postgres reads as a `uuid`. */
export function hash128(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}

/** Whether two 128-bit hashes are the same; Postgres writes dashes into a `uuid`. */
export function isSameHash(left: string, right: string): boolean {
  return left.replaceAll('-', '') === right.replaceAll('-', '');
}
