import type { Database, Transaction } from '@parley/platform';
import { deadLetterOf } from '../outbox/dead-letter';
import { batchSource, insertRow, type OutboxRow } from '../outbox/outbox-rows';
import type { OutboxPublisher } from '../outbox/outbox-publisher';
import type { BatchResult, BatchWork } from '../ports/batch-work';
import type { LogReader } from '../ports/event-log';
import type { LogRecord } from '../ports/log-record';
import { breakContinuity, openBatch, remember } from './batch-statements';
import { classifyFailure, describeCause } from './classify-failure';
import { hashesOf, runWork } from './fold-by-contact';
import { lockParked, type ParkedContact, unpark } from './parked-contacts';
import { decodeSafely, type Entry, entryOf, type Reading } from './read-batch';

/** How a refold ended. */
export type RefoldOutcome =
  | { readonly kind: 'refolded'; readonly events: number }
  /** The work still throws; nothing was changed. */
  | { readonly kind: 'still-parked'; readonly code: string; readonly detail: string }
  /** Somebody else refolded it. */
  | { readonly kind: 'not-parked' };

/** What a refold needs of its processor. */
export interface RefoldOptions<E> extends Reading<E> {
  readonly database: Pick<Database, 'query' | 'transaction'>;
  readonly outbox?: OutboxPublisher;
  readonly configurationLock?: bigint;
}

type Attempt<E> =
  | { readonly kind: 'not-parked' }
  /** Events came between the reading and the lock: read on to here. */
  | { readonly kind: 'grown'; readonly contact: ParkedContact }
  | {
      readonly kind: 'folded';
      readonly events: number;
      readonly result?: BatchResult<E>;
      readonly row?: OutboxRow;
    };

/**
 * Folds a parked contact from the log: reads its events outside any transaction, then, with the partition's position locked so
 * that no batch runs meanwhile, folds them and unparks the contact in one transaction.
 */
export async function refoldContact<E>(
  options: RefoldOptions<E>,
  reader: LogReader,
  parked: ParkedContact,
  work: BatchWork<E>,
): Promise<RefoldOutcome> {
  const records: LogRecord[] = [];
  let contact = parked;
  let readThrough = parked.fromOffset - 1;
  for (;;) {
    const { topic, partition, key, throughOffset } = contact;
    await reader.read({ topic, partition, fromOffset: readThrough + 1, throughOffset }, (record) => {
      if ((record.key?.toString('utf8') ?? '') === key) records.push(record);
    });
    readThrough = throughOffset;
    const attempt = await tryFold(options, contact, records, work);
    if (attempt.kind === 'grown') {
      contact = attempt.contact;
      continue;
    }
    if (attempt.kind !== 'folded') return attempt;
    if (attempt.row !== undefined) options.outbox?.publish(attempt.row);
    attempt.result?.afterCommit?.();
    return { kind: 'refolded', events: attempt.events };
  }
}

async function tryFold<E>(
  options: RefoldOptions<E>,
  contact: ParkedContact,
  records: readonly LogRecord[],
  work: BatchWork<E>,
): Promise<Attempt<E> | Extract<RefoldOutcome, { kind: 'still-parked' }>> {
  try {
    return await options.database.transaction((tx) => fold(tx, options, contact, records, work));
  } catch (error) {
    const failure = classifyFailure(error);
    if (failure.kind === 'again') throw error;
    return { kind: 'still-parked', ...describeCause(failure.cause) };
  }
}

async function fold<E>(
  tx: Transaction,
  options: RefoldOptions<E>,
  contact: ParkedContact,
  records: readonly LogRecord[],
  work: BatchWork<E>,
): Promise<Attempt<E>> {
  const { group, topic, partition, epoch, configurationLock } = contactPlace(contact, options);
  const opened = await openBatch(tx, {
    group,
    topic,
    partition,
    epoch,
    expectedOffset: -1,
    hashes: [],
    ...(configurationLock === undefined ? {} : { configurationLock }),
  });
  const locked = await lockParked(tx, contact);
  if (opened === undefined || locked === undefined) return { kind: 'not-parked' };
  if (locked.throughOffset > contact.throughOffset) return { kind: 'grown', contact: locked };
  const entries = records.flatMap((record): Entry<E>[] => {
    const decoded = decodeSafely(options.decode, record);
    return decoded.kind === 'event' ? [entryOf(locked, record, decoded, options.seen)] : [];
  });
  const fresh = await withoutRepeated(tx, entries);
  await unpark(tx, locked);
  await breakContinuity(tx, group, contact);
  if (fresh.length === 0) return { kind: 'folded', events: 0 };
  const context = { group, topic, partition, epoch, nextOffset: opened.nextOffset, unbroken: false };
  const result = await runWork(tx, fresh, work, context);
  const rejected = (result.rejected ?? []).map(({ event, code, detail }) =>
    deadLetterOf(event.record, group, options.deadLetters, { code, detail }),
  );
  const outgoing = [...result.outgoing, ...rejected];
  const row = outgoing.length === 0 ? undefined : await insertRow(tx, batchSource(group, contact), outgoing);
  return { kind: 'folded', events: fresh.length, result, ...(row && { row }) };
}

function contactPlace<E>(contact: ParkedContact, { configurationLock }: RefoldOptions<E>) {
  const { group, topic, partition, epoch } = contact;
  return { group, topic, partition, epoch, configurationLock };
}

/** The first of each identity, and only what was not seen before the contact was parked. */
async function withoutRepeated<E>(tx: Transaction, entries: readonly Entry<E>[]): Promise<Entry<E>[]> {
  const first = new Map(entries.map((entry) => [entry.hash ?? entry, entry]));
  for (const entry of [...entries].reverse()) first.set(entry.hash ?? entry, entry);
  const unique = entries.filter((entry) => first.get(entry.hash ?? entry) === entry);
  const known = new Set(await remember(tx, hashesOf(unique)));
  return unique.filter(({ hash }) => hash === undefined || !known.has(hash));
}
