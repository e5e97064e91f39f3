import { derivedEventId, topicName, type BudgetReported } from '@parley/contracts';
import { encodeEvent, type OutboxPublisher } from '@parley/event-log';
import { createLogger, type Transaction } from '@parley/platform';
import type { ZendeskGateway } from '@parley/zendesk';
import type { Backlog, BacklogBook } from './backlog';
import { timeToDrain } from './time-to-drain';

const logger = createLogger('report-backlog');
const TYPE = 'parley.budget.reported.v1';
const SOURCE = '/parley/ticket-writer';
/** How often an organization is told of while it is behind, by all processes together. */
const EVERY_MS = 2_000;
/** Counting takes at most this part of the database's time of one connection, however long the backlog. */
const MOST_OF_TIME = 0.05;

type Row = Awaited<ReturnType<OutboxPublisher['store']>>;

/** Tells how far organizations are behind, and how long their budget takes for it. */
export class BacklogReporter {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private stopped = true;

  constructor(
    private readonly book: BacklogBook,
    private readonly desk: Pick<ZendeskGateway, 'budget'>,
    private readonly outbox: OutboxPublisher,
    private readonly prefix: string,
  ) {}

  start(): void {
    this.stopped = false;
    this.sleep(EVERY_MS);
  }

  /** Ends after the report in hand. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.working;
  }

  /** Tells what is due now. */
  async report(): Promise<void> {
    const rows: Row[] = [];
    await this.book.tellDue(EVERY_MS, async (tx, due) => {
      for (const backlog of due) rows.push(await this.tell(tx, backlog));
    });
    for (const row of rows) this.outbox.publish(row);
  }

  private sleep(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.working = this.work();
    }, ms);
  }

  private async work(): Promise<void> {
    const startedAt = performance.now();
    try {
      await this.report();
    } catch (error) {
      logger.warn({ err: error }, 'the backlog could not be told');
    }
    this.sleep(Math.max(EVERY_MS, (performance.now() - startedAt) / MOST_OF_TIME));
  }

  private async tell(tx: Transaction, backlog: Backlog): Promise<Row> {
    const { organizationId } = backlog;
    const event = await this.eventOf(backlog);
    const message = encodeEvent(topicName(this.prefix, 'connectionEvents'), organizationId, event);
    return this.outbox.store(tx, `connection/${organizationId}`, [message]);
  }

  private async eventOf(backlog: Backlog): Promise<BudgetReported> {
    const { organizationId, at, tickets, creates, oldestSince } = backlog;
    const lines = await this.desk.budget(organizationId);
    const version = at.getTime();
    const drainSeconds = timeToDrain(backlog, lines);
    return {
      specversion: '1.0',
      id: derivedEventId(TYPE, organizationId, version),
      source: SOURCE,
      type: TYPE,
      time: at.toISOString(),
      data: {
        version,
        organizationId,
        at: at.toISOString(),
        buckets: lines.map(({ bucket, usable, windowMs, left, pausedForMs }) => ({
          bucket,
          perMinute: (usable * 60_000) / windowMs,
          left,
          ...(pausedForMs === 0 ? {} : { pausedUntil: new Date(at.getTime() + pausedForMs).toISOString() }),
        })),
        backlog: {
          tickets,
          creates,
          ...(oldestSince === null ? {} : { oldestSince: oldestSince.toISOString() }),
          ...(drainSeconds === undefined ? {} : { drainSeconds }),
        },
      },
    };
  }
}
