import { createLogger, type Database } from '@parley/platform';
import type { LogProducer } from '../ports/log-producer';
import { processingMetrics } from '../telemetry/processing-metrics';
import type { OutboxPublisher } from './outbox-publisher';
import { abandonedRows, deleteRows } from './outbox-rows';

const logger = createLogger('event-log.relay');

/** A row this old was left behind: its owner publishes within milliseconds. */
const ABANDONED_AFTER_MS = 5_000;
const ROWS_AT_ONCE = 50;
const DEFAULT_EVERY_MS = 1_000;

export interface OutboxRelayOptions {
  readonly database: Database;
  readonly producer: LogProducer;
  /** The process's own publisher, whose rows are left to it. */
  readonly publisher?: OutboxPublisher;
  /** How often it looks, in milliseconds (default 1,000). */
  readonly everyMs?: number;
  /** Age at which a row counts as left behind, in milliseconds (default 5,000). */
  readonly abandonedAfterMs?: number;
}

/** Safety net: publishes rows whose owner did not, in the order of their transactions. One relay of a schema works at a time. */
export class OutboxRelay {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = true;

  constructor(private readonly options: OutboxRelayOptions) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.next();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Publishes what was left behind up to now; gives the number of rows. */
  async relayOnce(): Promise<number> {
    const { database, producer, publisher, abandonedAfterMs = ABANDONED_AFTER_MS } = this.options;
    return database.transaction(async (tx) => {
      const [turn] = await tx.query<{ mine: boolean }>(
        `select pg_try_advisory_xact_lock(hashtextextended('parley.outbox-relay.' || current_schema(), 0)) as mine`,
      );
      if (turn?.mine !== true) return 0;
      const rows = await abandonedRows(tx, abandonedAfterMs, ROWS_AT_ONCE);
      const left = rows.filter(({ id }) => publisher?.knows(id) !== true);
      if (left.length === 0) return 0;
      await producer.send(left.flatMap(({ messages }) => messages));
      await deleteRows(
        tx,
        left.map(({ id }) => id),
      );
      processingMetrics().outboxRelayed.add(left.length);
      return left.length;
    });
  }

  private next(): void {
    this.timer = setTimeout(() => {
      this.running = this.relayOnce().then(
        () => undefined,
        (error: unknown) => logger.warn({ err: error }, 'the outbox cannot be relayed now'),
      );
      void this.running.then(() => {
        if (!this.stopped) this.next();
      });
    }, this.options.everyMs ?? DEFAULT_EVERY_MS);
  }
}
