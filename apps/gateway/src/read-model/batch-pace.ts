/** A batch of this size is worth its transaction. */
const WORTHWHILE_RECORDS = 200;
/** How far apart the small batches of one partition lie at least, in milliseconds: what people read may be this much behind. */
const APART_MS = 200;

/**
 * Lets small batches of a partition come no closer together than `apartMs`: while one waits, Kafka collects the next, and what was
 * a transaction for every few events becomes one for many. An idle partition's event goes through at once. Without it the read
 * model takes the processor from the doors just when they need it.
 */
export class BatchPace {
  private readonly lastMs = new Map<string, number>();

  constructor(
    private readonly monotonicMs: () => number = () => performance.now(),
    private readonly apartMs = APART_MS,
  ) {}

  /** Resolves when the batch may be stored. */
  async take(partition: string, records: number): Promise<void> {
    const waitMs = this.waitOf(partition, records);
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    this.lastMs.set(partition, this.monotonicMs());
  }

  /** How long a batch of that size has to wait now. */
  waitOf(partition: string, records: number): number {
    const last = this.lastMs.get(partition);
    if (last === undefined || records >= WORTHWHILE_RECORDS) return 0;
    return Math.max(0, last + this.apartMs - this.monotonicMs());
  }
}
