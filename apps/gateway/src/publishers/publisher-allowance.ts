import { Inject } from '@nestjs/common';
import { CLOCK, isDatabaseUnavailable } from '@parley/platform';
import type { Clock } from '@parley/platform';
import { PUBLISHER_STORE } from './publisher';
import type { Publisher, PublisherStore } from './publisher';

/** Part of the limit that a replica takes at once: at most twenty round trips a minute, at most 5 % left unused per replica. */
const BLOCKS_PER_MINUTE = 20;

/** Whether a publisher may send so many events now. */
export type AllowanceVerdict =
  { readonly kind: 'granted' } | { readonly kind: 'refused'; readonly retryAfterSeconds: number };

interface Block {
  readonly validUntilMs: number;
  left: number;
}

const GRANTED: AllowanceVerdict = { kind: 'granted' };

/** Keeps each publisher within its events a minute, over all replicas together. */
export class PublisherAllowance {
  private readonly blocks = new Map<string, Block>();

  constructor(
    @Inject(PUBLISHER_STORE) private readonly store: Pick<PublisherStore, 'takeAllowance'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Takes `events` of the publisher's allowance, all or nothing.
   * While the database is away everything is granted: a limit protects the system, it must not lose events.
   */
  take(publisher: Publisher, events: number): AllowanceVerdict | Promise<AllowanceVerdict> {
    const { eventsPerMinute } = publisher;
    if (eventsPerMinute === null || events === 0) return GRANTED;
    const block = this.blocks.get(publisher.id);
    if (block !== undefined && block.validUntilMs > this.clock.monotonicMs() && block.left >= events) {
      block.left -= events;
      return GRANTED;
    }
    return this.takeFromStore(publisher.id, events, eventsPerMinute);
  }

  private async takeFromStore(id: string, events: number, perMinute: number): Promise<AllowanceVerdict> {
    try {
      const blockSize = Math.max(events, Math.ceil(perMinute / BLOCKS_PER_MINUTE));
      const block = await this.store.takeAllowance(id, blockSize, perMinute);
      if (block.granted) {
        this.keep(id, blockSize - events, block.windowLeftMs);
        return GRANTED;
      }
      const exact = await this.store.takeAllowance(id, events, perMinute);
      if (exact.granted) return GRANTED;
      return { kind: 'refused', retryAfterSeconds: Math.max(1, Math.ceil(exact.windowLeftMs / 1_000)) };
    } catch (error) {
      if (isDatabaseUnavailable(error)) return GRANTED;
      throw error;
    }
  }

  private keep(id: string, left: number, windowLeftMs: number): void {
    const now = this.clock.monotonicMs();
    const block = this.blocks.get(id);
    const alsoLeft = block !== undefined && block.validUntilMs > now ? block.left : 0;
    this.blocks.set(id, { left: left + alsoLeft, validUntilMs: now + windowLeftMs });
  }
}
