import { isDatabaseUnavailable } from '../database/database-errors';
import { createLogger, type Logger } from '../logging/logger';

/** The longest part of the time, as 1/n, that the work may take: what grows slow becomes rare. */
const WORK_SHARE = 10;

/** Does a piece of work again and again, never twice at once; what fails is logged and done again the next time. */
export class Repeating {
  private readonly logger: Logger;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private stopped = false;

  /**
   * @param name of the work, for logs
   * @param everyMs between the end of one time and the beginning of the next
   */
  constructor(
    name: string,
    private readonly everyMs: number,
    private readonly work: () => Promise<void>,
  ) {
    this.logger = createLogger(name);
  }

  start(): void {
    this.timer = setTimeout(() => this.once(), this.everyMs);
    this.timer.unref();
  }

  /** Waits for work that is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.working;
  }

  private once(): void {
    const began = performance.now();
    this.working = this.work()
      .catch((error: unknown) => this.report(error))
      .finally(() => {
        this.working = undefined;
        if (this.stopped) return;
        const tookMs = performance.now() - began;
        this.timer = setTimeout(() => this.once(), Math.max(this.everyMs, WORK_SHARE * tookMs));
        this.timer.unref();
      });
  }

  private report(error: unknown): void {
    const reason = error instanceof Error ? error.name : 'unknown';
    if (isDatabaseUnavailable(error)) this.logger.warn({ reason }, 'the database is away; done again later');
    else this.logger.error({ err: error }, 'could not be done; done again later');
  }
}
