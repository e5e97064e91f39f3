import type { Transaction } from '@parley/platform';
import { fingerprintOf } from '../consumer/fingerprint';
import { deadLetterOf } from '../outbox/dead-letter';
import { batchSource, type OutboxRow } from '../outbox/outbox-rows';
import { storedMessages } from '../outbox/stored-messages';
import type { BatchContext, BatchWork } from '../ports/batch-work';
import type { LogRecord, PartitionBatch } from '../ports/log-record';
import type { OutgoingMessage } from '../ports/log-producer';
import { finishBatch, forget, openBatch, remember } from './batch-statements';
import { byContact, type Folded, foldByContact, hashesOf, runWork, stretchOf } from './fold-by-contact';
import { extendParked } from './parked-contacts';
import type { Entry, ReadBatch } from './read-batch';

/** What the transaction of a batch did. */
export type Written<E> =
  /** The batch does not begin where the group stands, or belongs to another epoch. Nothing was written. */
  | { readonly kind: 'elsewhere'; readonly offset: number }
  /** All of it had been stored already, by another member or by a commit whose answer was lost. Nothing was written. */
  | { readonly kind: 'stored-before'; readonly nextOffset: number }
  | {
      readonly kind: 'written';
      /** Part of the batch had been stored already. */
      readonly overlapped: boolean;
      readonly folded: Folded<E>;
      readonly deadLetters: number;
      readonly revision: number;
      readonly row?: OutboxRow;
    };

/** One batch on its way into the database. */
export interface BatchToWrite<E> {
  readonly batch: PartitionBatch;
  readonly read: ReadBatch<E>;
  /** The last record that gets stored. */
  readonly lastRecord: LogRecord;
  readonly work: BatchWork<E>;
  /** Whether contacts are folded one by one, because folding all at once threw. */
  readonly byContact: boolean;
  readonly deadLetterTopic: string;
  /** Whether anything is kept for publishing. */
  readonly publishes: boolean;
  readonly configurationLock: bigint | undefined;
  /** Whether the position found is the one this process wrote last. */
  isUnbroken(epoch: number, nextOffset: number, revision: number): boolean;
  /** Published outbox rows to be deleted on the way. */
  readonly published: readonly string[];
}

/** The statements of a batch: lock and compare the position, remember the events, the service's own work, move the position. */
export async function writeBatch<E>(tx: Transaction, item: BatchToWrite<E>): Promise<Written<E>> {
  const { batch, read } = item;
  const hashes = item.byContact ? [] : hashesOf(read.entries);
  const opened = await openBatch(tx, {
    group: batch.group,
    topic: batch.topic,
    partition: batch.partition,
    epoch: batch.epoch,
    expectedOffset: batch.fetchedOffset,
    hashes,
    ...(item.configurationLock === undefined ? {} : { configurationLock: item.configurationLock }),
  });
  if (opened === undefined) return { kind: 'elsewhere', offset: batch.fetchedOffset };
  const { nextOffset } = opened;
  if (opened.epoch !== batch.epoch || nextOffset < batch.fetchedOffset)
    return { kind: 'elsewhere', offset: nextOffset };
  if (nextOffset >= read.endOffset) return { kind: 'stored-before', nextOffset };
  const overlapped = nextOffset > batch.fetchedOffset;
  const entries = overlapped ? read.entries.filter((entry) => offsetOf(entry) >= nextOffset) : read.entries;
  const repeated = new Set(
    overlapped && !item.byContact ? await remember(tx, hashesOf(entries)) : opened.repeated,
  );
  const fresh =
    repeated.size === 0 ? entries : entries.filter(({ hash }) => hash === undefined || !repeated.has(hash));
  const foldable = await leaveParked(tx, item, fresh, new Set(opened.parked));
  const unbroken = item.isUnbroken(opened.epoch, nextOffset, opened.revision);
  const folded = await fold(tx, item, foldable, unbroken);
  const deadLetters = deadLettersOf(item, folded, nextOffset);
  const told = [...folded.results.flatMap((result) => result.outgoing), ...deadLetters];
  const outgoing = item.publishes ? told : [];
  const row = await finish(tx, item, outgoing);
  return {
    kind: 'written',
    overlapped,
    folded: { ...folded, repeated: folded.repeated + repeated.size + read.repeated },
    deadLetters: deadLetters.length,
    revision: opened.revision,
    ...(row && { row }),
  };
}

/** Events of parked contacts stay in the log, and out of the seen-set, until their contact is folded again. */
async function leaveParked<E>(
  tx: Transaction,
  item: BatchToWrite<E>,
  entries: readonly Entry<E>[],
  parked: ReadonlySet<string>,
): Promise<readonly Entry<E>[]> {
  if (parked.size === 0) return entries;
  const left = entries.filter(({ key }) => parked.has(key));
  if (left.length === 0) return entries;
  if (!item.byContact) await forget(tx, hashesOf(left));
  await extendParked(tx, item.batch, byContact(left).map(stretchOf));
  return entries.filter(({ key }) => !parked.has(key));
}

async function fold<E>(
  tx: Transaction,
  { batch, read, work, byContact: singly }: BatchToWrite<E>,
  entries: readonly Entry<E>[],
  unbroken: boolean,
): Promise<Folded<E>> {
  if (entries.length === 0) return { results: [], repeated: 0, parked: 0 };
  const { group, topic, partition, epoch } = batch;
  const context: BatchContext = { group, topic, partition, epoch, nextOffset: read.endOffset, unbroken };
  if (singly) return foldByContact(tx, entries, work, context);
  return { results: [await runWork(tx, entries, work, context)], repeated: 0, parked: 0 };
}

function deadLettersOf<E>(item: BatchToWrite<E>, folded: Folded<E>, from: number): OutgoingMessage[] {
  const { batch, read, deadLetterTopic } = item;
  const unreadable = read.deadLetters.filter(({ offset }) => offset >= from).map(({ message }) => message);
  const rejected = folded.results
    .flatMap((result) => result.rejected ?? [])
    .map(({ event, code, detail }) =>
      deadLetterOf(event.record, batch.group, deadLetterTopic, { code, detail }),
    );
  return [...unreadable, ...rejected];
}

async function finish<E>(
  tx: Transaction,
  { batch, read, lastRecord, published }: BatchToWrite<E>,
  outgoing: readonly OutgoingMessage[],
): Promise<OutboxRow | undefined> {
  const source = batchSource(batch.group, batch);
  const id = await finishBatch(tx, {
    group: batch.group,
    topic: batch.topic,
    partition: batch.partition,
    nextOffset: read.endOffset,
    fingerprint: fingerprintOf(lastRecord),
    source,
    published,
    ...(outgoing.length === 0 ? {} : { messages: storedMessages(outgoing) }),
  });
  return id === undefined ? undefined : { id, source, messages: outgoing };
}

function offsetOf<E>({ decoded }: Entry<E>): number {
  return decoded.position.offset;
}
