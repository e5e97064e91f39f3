/** A batch of this size is worth its transaction. */
const WORTHWHILE_RECORDS = 200;
/** A partition's small batches lie this many times as far apart as storing one took: the read model takes a small share of a busy machine. */
const TIMES_ITS_DURATION = 20;
/** The least and the most that they lie apart, in milliseconds: what people read may be this much behind. */
const APART_MS = { least: 200, most: 1_000 } as const;

/** When a partition's last batch was stored, and how long the next small one keeps away from it. */
interface LastBatch {
  readonly endedMs: number;
  readonly apartMs: number;
}

/**
 * Keeps small batches of a partition apart: while one waits, Kafka collects the next, and what was a transaction for every few
 * events becomes one for many. An idle partition's event goes through at once. Without it the read model takes the processor from
 * the doors just when they need it.
 */
export class BatchPace {
  private readonly last = new Map<string, LastBatch>();

  constructor(private readonly monotonicMs: () => number = () => performance.now()) {}

  /** Runs `store` when the batch may be stored. */
  async run<T>(partition: string, records: number, store: () => Promise<T>): Promise<T> {
    const waitMs = this.waitOf(partition, records);
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const startedMs = this.monotonicMs();
    try {
      return await store();
    } finally {
      const endedMs = this.monotonicMs();
      const wantedMs = (endedMs - startedMs) * TIMES_ITS_DURATION;
      const apartMs = Math.min(APART_MS.most, Math.max(APART_MS.least, wantedMs));
      this.last.set(partition, { endedMs, apartMs });
    }
  }

  /** How long a batch of that size has to wait now, in milliseconds. */
  waitOf(partition: string, records: number): number {
    const last = this.last.get(partition);
    if (last === undefined || records >= WORTHWHILE_RECORDS) return 0;
    return Math.max(0, last.endedMs + last.apartMs - this.monotonicMs());
  }
}
