import { hash128 } from '../consumer/fingerprint';
import { deadLetterOf } from '../outbox/dead-letter';
import type { Decode, Decoded, DecodedEvent } from '../ports/decoding';
import type { LogRecord, PartitionBatch } from '../ports/log-record';
import type { OutgoingMessage } from '../ports/log-producer';

/** An event of a batch on its way to the fold. */
export interface Entry<E> {
  readonly decoded: DecodedEvent<E>;
  /** The record's key: the contact, on every topic keyed by contact. */
  readonly key: string;
  /** 128-bit hash of the event's identity, where a seen-set is kept. */
  readonly hash?: string;
}

/** A batch after decoding, before the database was asked anything. */
export interface ReadBatch<E> {
  readonly entries: readonly Entry<E>[];
  /** With the offset of the record each is made of. */
  readonly deadLetters: readonly { readonly offset: number; readonly message: OutgoingMessage }[];
  /** Repetitions inside the batch, which the first one wins. */
  readonly repeated: number;
  /** The position once everything here is stored. Below the batch's end where the rest must wait. */
  readonly endOffset: number;
  /** The last record that is stored with this batch; absent when not even the first can be. */
  readonly lastRecord?: LogRecord;
  /** A version this build does not know: everything from `endOffset` on waits. */
  readonly unknownVersion?: string;
}

/** What a processor makes of records. */
export interface Reading<E> {
  readonly decode: Decode<E>;
  readonly deadLetters: string;
  /** Whether identities are remembered. */
  readonly seen: boolean;
}

/** Decodes a batch up to its end, or up to the first record of an unknown version. */
export function readBatch<E>(batch: PartitionBatch, reading: Reading<E>): ReadBatch<E> {
  const entries: Entry<E>[] = [];
  const deadLetters: { offset: number; message: OutgoingMessage }[] = [];
  const inBatch = new Set<string>();
  let repeated = 0;
  let lastRecord: LogRecord | undefined;
  for (const record of batch.records) {
    const decoded = decodeSafely(reading.decode, record);
    if (decoded.kind === 'unknown-version') {
      const stop = { endOffset: record.offset, unknownVersion: decoded.detail };
      return { entries, deadLetters, repeated, ...stop, ...(lastRecord && { lastRecord }) };
    }
    lastRecord = record;
    if (decoded.kind === 'unreadable') {
      const message = deadLetterOf(record, batch.group, reading.deadLetters, decoded);
      deadLetters.push({ offset: record.offset, message });
    } else if (decoded.kind === 'event') {
      const entry = entryOf(batch, record, decoded, reading.seen);
      if (entry.hash !== undefined && inBatch.has(entry.hash)) repeated += 1;
      else {
        if (entry.hash !== undefined) inBatch.add(entry.hash);
        entries.push(entry);
      }
    }
  }
  return { entries, deadLetters, repeated, endOffset: batch.endOffset, ...(lastRecord && { lastRecord }) };
}

/** A record as an entry; used again when a parked contact is folded from the log. */
export function entryOf<E>(
  place: Pick<PartitionBatch, 'group' | 'partition' | 'epoch'>,
  record: LogRecord,
  { event, identity }: Extract<Decoded<E>, { kind: 'event' }>,
  seen: boolean,
): Entry<E> {
  const traceparent = traceparentOf(record);
  const position = { epoch: place.epoch, partition: place.partition, offset: record.offset };
  const decoded =
    traceparent === undefined ? { event, position, record } : { event, position, record, traceparent };
  const key = record.key === null ? '' : record.key.toString('utf8');
  return seen && identity !== undefined
    ? // The group is part of it, so that a rebuild under a new group starts with nothing seen.
      { decoded, key, hash: hash128(`${place.group}\n${identity.source}\n${identity.id}`) }
    : { decoded, key };
}

/** A decode function that throws is a bug, but must not stop a partition: whoever looks finds the message in the dead letters. */
export function decodeSafely<E>(decode: Decode<E>, record: LogRecord): Decoded<E> {
  try {
    return decode(record);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    return { kind: 'unreadable', code: 'decoder-failed', detail: `The decoder threw ${name}` };
  }
}

/** The hop's own trace, else the fact's. */
function traceparentOf({ headers }: LogRecord): string | undefined {
  const header = headers['traceparent'] ?? headers['ce_traceparent'];
  if (typeof header === 'string') return header;
  return Buffer.isBuffer(header) ? header.toString('latin1') : undefined;
}
