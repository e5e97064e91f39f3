import { setTimeout as pause } from 'node:timers/promises';
import type { BackfillEvent, Publisher } from './publisher';

const LOOK_EVERY_MS = 100;
/** An event that Parley put aside is never applied; after so long nobody waits for it. */
const PATIENCE_MS = 30_000;

type Ref = Pick<BackfillEvent, 'source' | 'id'>;

/**
 * Keeps a backfill from running ahead of what Parley has applied, so that live events never wait behind more than `window`
 * events of history.
 */
export class Throttle {
  private readonly ahead: { readonly last: Ref; readonly count: number }[] = [];
  private count = 0;

  constructor(
    private readonly publisher: Pick<Publisher, 'isApplied'>,
    /** Most events that may be accepted and not applied. */
    private readonly window: number,
  ) {}

  /** Notes what was accepted; resolves when there is room for more. */
  async accepted(last: Ref, count: number): Promise<void> {
    this.ahead.push({ last, count });
    this.count += count;
    while (this.count > this.window) await this.shift();
  }

  /** Resolves once everything that was accepted is applied. */
  async drained(): Promise<void> {
    while (this.ahead.length > 0) await this.shift();
  }

  private async shift(): Promise<void> {
    const oldest = this.ahead.shift();
    if (oldest === undefined) return;
    const deadline = performance.now() + PATIENCE_MS;
    while (!(await this.publisher.isApplied(oldest.last)) && performance.now() < deadline)
      await pause(LOOK_EVERY_MS);
    this.count -= oldest.count;
  }
}
