import type { LaneClock } from './ports';

/** How long a look is good, in ms. A restore takes longer, and stops this process meanwhile (docs/adr/0009). */
const GOOD_FOR_MS = 60_000;
/** Looks remembered at most; more than a process makes in that time. */
const MOST = 10_000;

/**
 * Which tickets this process has lately looked for and not found. Without it, lanes that look before they ask for the tokens of a create
 * would use up, together, the tokens that each of them waits for.
 */
export class RecentLooks {
  private readonly looked = new Map<string, number>();

  constructor(private readonly clock: Pick<LaneClock, 'monotonicMs'>) {}

  /** There is no ticket with this external id. */
  foundNone(externalId: string): void {
    this.looked.delete(externalId);
    this.looked.set(externalId, this.clock.monotonicMs());
    const [oldest] = this.looked.keys();
    if (this.looked.size > MOST && oldest !== undefined) this.looked.delete(oldest);
  }

  /** Whether a look for it is still good. */
  isGood(externalId: string): boolean {
    const at = this.looked.get(externalId);
    return at !== undefined && this.clock.monotonicMs() - at < GOOD_FOR_MS;
  }
}
