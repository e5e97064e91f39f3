import { createLogger, type HealthResult } from '@parley/platform';

const logger = createLogger('reevaluator');

/** A wake-up that was missed is made up for within this time. */
const SAFETY_POLL_MS = 1_000;

/** Works through re-evaluations, page after page, whenever it is woken; several processes share them. */
export class Reevaluator {
  private stopped = false;
  private wakes = 0;
  private nap: (() => void) | undefined;
  private loop: Promise<void> | undefined;
  private trouble: string | undefined;

  /** @param lookAgain works one page; false when there is none */
  constructor(
    private readonly lookAgain: () => Promise<boolean>,
    private readonly safetyPollMs = SAFETY_POLL_MS,
  ) {}

  start(): void {
    this.loop ??= this.run();
  }

  /** There may be something to do. Never throws. */
  readonly wake = (): void => {
    this.wakes += 1;
    this.nap?.();
  };

  /** Finishes the page it is at. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.nap?.();
    await this.loop;
  }

  /** Not ready while the last page failed. */
  health(): Promise<HealthResult> {
    return Promise.resolve(this.trouble === undefined ? { ok: true } : { ok: false, detail: this.trouble });
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const wakesBefore = this.wakes;
      const worked = await this.tryPage();
      // What was asked for while the queue was being looked at may not have been seen.
      if (!worked && this.wakes === wakesBefore) await this.sleep();
    }
  }

  private async tryPage(): Promise<boolean> {
    try {
      const worked = await this.lookAgain();
      this.trouble = undefined;
      return worked;
    } catch (error) {
      logger.warn({ err: error }, 'a page of a re-evaluation could not be worked now');
      this.trouble = 'the last page could not be worked';
      await this.sleep();
      return false;
    }
  }

  private sleep(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const wakeUp = (): void => {
        clearTimeout(timer);
        this.nap = undefined;
        resolve();
      };
      const timer = setTimeout(wakeUp, this.safetyPollMs);
      this.nap = wakeUp;
    });
  }
}
