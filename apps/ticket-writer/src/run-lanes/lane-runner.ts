import { createLogger, isDatabaseUnavailable } from '@parley/platform';
import type { HeldLane } from '../lane/lane';
import type { LanePorts } from '../lane/ports';
import { workLane } from '../lane/work-lane';
import { Pauses } from './pauses';

const logger = createLogger('run-lanes');

/** How this process works on lanes. */
export interface RunnerSettings {
  /** Names this process on the leases it takes. */
  readonly owner: string;
  /** Lanes worked on at once; each spends its time waiting for Zendesk. */
  readonly concurrency: number;
  /** Looks for work this often even when nobody wakes it: after a crash, a rest, a notification that got lost. */
  readonly pollMs: number;
}

/** Part of the places that one organization's lanes may take: one whose calls hang leaves the rest to the others. */
const MOST_OF_ONE = 0.5;

/** Claims lanes and works on several at once, outside any transaction. */
export class LaneRunner {
  private readonly running = new Set<Promise<void>>();
  /** Lanes in hand, by organization. */
  private readonly inHand = new Map<string, number>();
  private readonly pauses: Pauses;
  private claiming: Promise<void> | undefined;
  private again = false;
  private timer: NodeJS.Timeout | undefined;
  private stopped = true;

  constructor(
    private readonly ports: LanePorts,
    private readonly settings: RunnerSettings,
  ) {
    this.pauses = new Pauses(ports.clock);
  }

  start(): void {
    this.stopped = false;
    this.wake();
  }

  /** A lane may be workable: looks now. */
  wake(): void {
    if (this.stopped) return;
    this.again = true;
    this.claiming ??= this.claim().finally(() => {
      this.claiming = undefined;
      if (this.again) this.wake();
      else this.sleep();
    });
  }

  /** Configuration changed: an organization that could not be called may be callable again. */
  wakeAll(): void {
    this.pauses.clear();
    this.wake();
  }

  /** Takes no new lane, lets every call in hand come to its end, and gives the lanes back. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.again = false;
    clearTimeout(this.timer);
    await this.claiming;
    await Promise.all(this.running);
  }

  private sleep(): void {
    clearTimeout(this.timer);
    const waitMs = Math.min(this.settings.pollMs, this.pauses.untilNext());
    if (!this.stopped) this.timer = setTimeout(() => this.wake(), waitMs);
  }

  private async claim(): Promise<void> {
    this.again = false;
    const limit = this.settings.concurrency - this.running.size;
    if (limit <= 0) return;
    const { leaseMs } = this.ports.settings;
    // The lease counts from before it was asked for, so it never ends later here than in the store.
    const claimedAtMs = this.ports.clock.monotonicMs();
    try {
      const claimed = await this.ports.store.claim({
        owner: this.settings.owner,
        leaseMs,
        limit,
        mostOfOne: Math.ceil(this.settings.concurrency * MOST_OF_ONE),
        running: this.inHand,
        ...this.pauses.now(),
      });
      for (const held of claimed) this.run(held, claimedAtMs);
      // A full hand says that there may be more.
      if (claimed.length === limit) this.again = !this.stopped;
    } catch (error) {
      logger.warn({ err: error }, 'no lane could be claimed');
    }
  }

  private run(held: HeldLane, claimedAtMs: number): void {
    const { organizationId } = held;
    this.inHand.set(organizationId, (this.inHand.get(organizationId) ?? 0) + 1);
    const work = this.work(held, claimedAtMs).finally(() => {
      this.running.delete(work);
      const left = (this.inHand.get(organizationId) ?? 1) - 1;
      if (left === 0) this.inHand.delete(organizationId);
      else this.inHand.set(organizationId, left);
      this.wake();
    });
    this.running.add(work);
  }

  private async work(held: HeldLane, claimedAtMs: number): Promise<void> {
    const lane = { ticketKey: held.ticketKey, organizationId: held.organizationId, epoch: held.epoch };
    try {
      const step = await workLane(this.ports, held, claimedAtMs, () => this.stopped);
      if (step.kind === 'pause') this.pauses.note(held.organizationId, step);
      if (step.kind === 'lost') logger.warn(lane, 'a lane was taken over; nothing more is written here');
    } catch (error) {
      // The lease runs out, and whoever claims the lane next finds out what became of its effect.
      if (isDatabaseUnavailable(error))
        logger.warn({ err: error, ...lane }, 'a lane could not be worked on now');
      else logger.error({ err: error, ...lane }, 'working on a lane failed');
    }
  }
}
