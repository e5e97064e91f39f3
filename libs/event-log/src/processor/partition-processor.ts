import { createLogger, type Database } from '@parley/platform';
import { batchSource } from '../outbox/outbox-rows';
import type { OutboxPublisher } from '../outbox/outbox-publisher';
import type { BatchWork } from '../ports/batch-work';
import type { Decode } from '../ports/decoding';
import type { LogReader } from '../ports/event-log';
import type { BatchOutcome, LogRecord, PartitionBatch } from '../ports/log-record';
import { LOG_ATTRIBUTE } from '../telemetry/names';
import { processingMetrics } from '../telemetry/processing-metrics';
import { classifyFailure } from './classify-failure';
import { type ParkedContact, parkedContacts } from './parked-contacts';
import { type ReadBatch, readBatch } from './read-batch';
import { type RefoldOutcome, refoldContact } from './refold';
import { type BatchToWrite, writeBatch, type Written } from './write-batch';

const logger = createLogger('event-log.processor');

/** Wait after a failure that time may heal. */
const AGAIN_MS = 1_000;
/** Wait for a build that knows the version. */
const UNKNOWN_VERSION_MS = 10_000;
/** How long a batch waits for the outbox to have room; a batch that waited longer gives its place in the group to heartbeats. */
const ROOM_WITHIN_MS = 2_000;

export interface PartitionProcessorOptions<E> {
  readonly database: Pick<Database, 'query' | 'transaction'>;
  /** Full consumer group id. */
  readonly group: string;
  /** Absent in a rebuild: what would be published, dead letters included, was published when it happened, and is dropped. */
  readonly outbox?: OutboxPublisher;
  /** Full name of the topic that takes what cannot be read. */
  readonly deadLetters: string;
  /** Drop events whose source and id were seen before, however long ago (T12). */
  readonly seen: boolean;
  readonly decode: Decode<E>;
  /** Advisory lock that is held shared from the first statement of a batch on; whoever changes configuration holds it exclusively. */
  readonly configurationLock?: bigint;
}

/**
 * Stores batches exactly once: state, seen-set, outgoing messages and position move in one transaction that begins by locking
 * the position. Two members that both believe to own a partition take turns, and the later one writes nothing.
 */
export class PartitionProcessor<E> {
  /** Epoch, offset and revision that this process stored last, by partition. */
  private readonly last = new Map<string, string>();

  constructor(private readonly options: PartitionProcessorOptions<E>) {}

  /** Stores one batch. Never throws. */
  async process(batch: PartitionBatch, work: BatchWork<E>): Promise<BatchOutcome> {
    if (batch.group !== this.options.group)
      return {
        kind: 'halt',
        code: 'wrong-group',
        detail: `${batch.group} is handled by the processor of ${this.options.group}`,
      };
    try {
      if ((await this.options.outbox?.hasRoom(ROOM_WITHIN_MS)) === false)
        return { kind: 'pause', reason: 'outbox-full', retryAfterMs: AGAIN_MS };
      return await this.store(batch, work);
    } catch (error) {
      const failure = classifyFailure(error);
      const reason = failure.kind === 'again' ? failure.reason : 'processing-failed';
      const place = { group: batch.group, topic: batch.topic, partition: batch.partition };
      logger.warn({ err: error, ...place, reason }, 'a batch could not be stored now');
      return { kind: 'pause', reason, retryAfterMs: AGAIN_MS };
    }
  }

  /** Contacts of this group that were parked because `work` threw, oldest first. */
  parked(): Promise<readonly ParkedContact[]> {
    return parkedContacts(this.options.database, this.options.group);
  }

  /** Folds a parked contact again from the log, and what came meanwhile; it stays parked when `work` still throws. */
  refold(reader: LogReader, contact: ParkedContact, work: BatchWork<E>): Promise<RefoldOutcome> {
    return refoldContact(this.options, reader, contact, work);
  }

  private async store(batch: PartitionBatch, work: BatchWork<E>): Promise<BatchOutcome> {
    const started = performance.now();
    const read = readBatch(batch, this.options);
    const { lastRecord } = read;
    if (lastRecord === undefined) return waitForVersion(read);
    const written = await this.write(batch, read, lastRecord, work);
    if (written.kind === 'elsewhere') return { kind: 'seek', offset: written.offset };
    if (written.kind === 'stored-before' || written.overlapped) await this.foundStored(batch);
    if (written.kind === 'stored-before') return { kind: 'stored', nextOffset: written.nextOffset };
    this.committed(batch, read, written, performance.now() - started);
    return read.unknownVersion === undefined
      ? { kind: 'stored', nextOffset: read.endOffset }
      : waitForVersion(read);
  }

  private async write(
    batch: PartitionBatch,
    read: ReadBatch<E>,
    lastRecord: LogRecord,
    work: BatchWork<E>,
  ): Promise<Written<E>> {
    const item = { batch, read, lastRecord, work };
    try {
      return await this.transaction({ ...item, byContact: false });
    } catch (error) {
      const failure = classifyFailure(error);
      if (failure.kind === 'again') throw error;
      const place = { group: batch.group, topic: batch.topic, partition: batch.partition };
      logger.error(
        { err: failure.cause, ...place },
        'folding a batch threw; the contacts that cause it are parked',
      );
      return this.transaction({ ...item, byContact: true });
    }
  }

  private async transaction(
    item: Pick<BatchToWrite<E>, 'batch' | 'read' | 'lastRecord' | 'work' | 'byContact'>,
  ): Promise<Written<E>> {
    const { database, outbox, deadLetters, configurationLock } = this.options;
    const published = outbox?.takeAcknowledged() ?? [];
    const last = this.last.get(batchSource(item.batch.group, item.batch));
    const isUnbroken: BatchToWrite<E>['isUnbroken'] = (...found) => last === found.join('/');
    let deleted = false;
    try {
      const toWrite = {
        ...item,
        published,
        isUnbroken,
        configurationLock,
        deadLetterTopic: deadLetters,
        publishes: outbox !== undefined,
      };
      const written = await database.transaction((tx) => writeBatch(tx, toWrite));
      deleted = written.kind === 'written';
      return written;
    } finally {
      outbox?.deleted(published, deleted);
    }
  }

  /** Another member stored it, or a commit's answer was lost: its outbox rows may still wait for somebody. */
  private async foundStored(batch: PartitionBatch): Promise<void> {
    processingMetrics().batchesFenced.add(1, attributesOf(batch));
    await this.options.outbox?.adopt([batchSource(batch.group, batch)]);
  }

  private committed(
    batch: PartitionBatch,
    read: ReadBatch<E>,
    written: Extract<Written<E>, { kind: 'written' }>,
    tookMs: number,
  ): void {
    this.last.set(batchSource(batch.group, batch), [batch.epoch, read.endOffset, written.revision].join('/'));
    if (written.row !== undefined) this.options.outbox?.publish(written.row);
    for (const { afterCommit } of written.folded.results) runAfterCommit(afterCommit);
    const attributes = attributesOf(batch);
    const metrics = processingMetrics();
    metrics.batchSize.record(batch.records.length, attributes);
    metrics.batchDuration.record(tookMs / 1_000, attributes);
    const { repeated, parked } = written.folded;
    if (repeated > 0) metrics.duplicatesSkipped.add(repeated, attributes);
    if (parked > 0) metrics.contactsParked.add(parked, attributes);
    if (written.deadLetters > 0) metrics.deadLetters.add(written.deadLetters, attributes);
  }
}

function waitForVersion<E>({ unknownVersion }: ReadBatch<E>): BatchOutcome {
  return {
    kind: 'pause',
    reason: `unknown-version: ${unknownVersion ?? 'unnamed'}`,
    retryAfterMs: UNKNOWN_VERSION_MS,
  };
}

function runAfterCommit(afterCommit: (() => void) | undefined): void {
  try {
    afterCommit?.();
  } catch (error) {
    logger.error({ err: error }, 'what follows a commit threw; the commit stands');
  }
}

function attributesOf({ group, topic }: PartitionBatch): Record<string, string> {
  return { [LOG_ATTRIBUTE.group]: group, [LOG_ATTRIBUTE.topic]: topic };
}
