import { createLogger, type Database } from '@parley/platform';
import type { LogProducer, OutgoingMessage } from '../ports/log-producer';
import { processingMetrics } from '../telemetry/processing-metrics';
import { deleteRows, insertRow, type OutboxRow, rowsOfSources, type Statements } from './outbox-rows';

const logger = createLogger('event-log.outbox');

/** Rows that may wait for Kafka before batches stop being stored. */
const MOST_WAITING_ROWS = 64;
/** Published rows are deleted with the next batch, or after this time when none comes. */
const DELETE_WITHIN_MS = 250;
/** Wait between two tries while Kafka is away. */
const TRY_AGAIN_MS = 500;
/** How long `close` waits for Kafka; what is left is published by the next owner or the relay. */
const CLOSE_WITHIN_MS = 5_000;

/**
 * Publishes outbox rows right after their commit, overlapped with whatever comes next, in the order they were committed here.
 * A row is deleted after Kafka acknowledged it; a crash in between repeats it, which consumers take by id and version.
 */
export class OutboxPublisher {
  private readonly database: Pick<Database, 'query'>;
  private readonly producer: LogProducer;
  private waiting: OutboxRow[] = [];
  private readonly known = new Set<string>();
  private acknowledged: string[] = [];
  private pumping: Promise<void> | undefined;
  private deleting: NodeJS.Timeout | undefined;
  private roomSeekers: (() => void)[] = [];
  private closed = false;

  constructor(options: { readonly database: Pick<Database, 'query'>; readonly producer: LogProducer }) {
    this.database = options.database;
    this.producer = options.producer;
  }

  /**
   * Writes a row in a transaction of the caller's own; give it to `publish` after the commit.
   *
   * @param source rows of one source keep their order; the name of a lane, say
   */
  store(tx: Statements, source: string, messages: readonly OutgoingMessage[]): Promise<OutboxRow> {
    return insertRow(tx, source, messages);
  }

  /** Publishes a committed row soon. Never throws; where it fails it is tried again. */
  publish(row: OutboxRow): void {
    if (this.closed || this.known.has(row.id)) return;
    this.known.add(row.id);
    this.waiting.push(row);
    processingMetrics().outboxPending.add(1);
    this.pumping ??= this.pump();
  }

  /** Takes over rows that an earlier owner of these sources left, before any new one of theirs. */
  async adopt(sources: readonly string[]): Promise<void> {
    for (const row of await rowsOfSources(this.database, sources)) this.publish(row);
  }

  /** Whether this process is publishing the row, or has and will delete it. */
  knows(id: string): boolean {
    return this.known.has(id);
  }

  /** Resolves to true as soon as another row may wait, to false when that takes longer than `withinMs`. */
  async hasRoom(withinMs: number): Promise<boolean> {
    if (this.waiting.length < MOST_WAITING_ROWS) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), withinMs);
      this.roomSeekers.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  /** Ids of published rows, for the caller to delete with a transaction of its own; `deleted` must follow. */
  takeAcknowledged(): readonly string[] {
    const ids = this.acknowledged;
    this.acknowledged = [];
    return ids;
  }

  /** Tells whether rows that were taken are deleted; if not, they are deleted later. */
  deleted(ids: readonly string[], done: boolean): void {
    if (done) for (const id of ids) this.known.delete(id);
    else this.deleteLater(ids);
  }

  async close(): Promise<void> {
    this.closed = true;
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_WITHIN_MS).unref());
    await Promise.race([this.pumping, timeout]);
    clearTimeout(this.deleting);
    await this.deleteNow();
  }

  private async pump(): Promise<void> {
    while (this.waiting.length > 0) {
      const wave = [...this.waiting];
      try {
        await this.producer.send(wave.flatMap(({ messages }) => messages));
        this.waiting = this.waiting.slice(wave.length);
        processingMetrics().outboxPending.add(-wave.length);
        this.deleteLater(wave.map(({ id }) => id));
        for (const seeker of this.roomSeekers.splice(0)) seeker();
      } catch (error) {
        logger.warn({ err: error, rows: wave.length }, 'the outbox cannot be published yet');
        if (this.closed) break;
        await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
      }
    }
    this.pumping = undefined;
  }

  private deleteLater(ids: readonly string[]): void {
    this.acknowledged.push(...ids);
    this.deleting ??= setTimeout(() => void this.deleteNow(), DELETE_WITHIN_MS);
  }

  private async deleteNow(): Promise<void> {
    this.deleting = undefined;
    const ids = this.takeAcknowledged();
    if (ids.length === 0) return;
    try {
      await deleteRows(this.database, ids);
      this.deleted(ids, true);
    } catch (error) {
      logger.warn({ err: error, rows: ids.length }, 'published rows cannot be deleted yet');
      if (!this.closed) this.deleted(ids, false);
    }
  }
}
