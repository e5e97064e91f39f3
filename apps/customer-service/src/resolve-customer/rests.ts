import type { Clock } from '@parley/platform';

/** What cannot be called now: a whole organization, or what needs one bucket of its budget. */
export interface Rest {
  readonly organizationId: string;
  /** Name of the bucket; absent: nothing of the organization can be called. */
  readonly bucket?: string;
}

const SHORTEST_MS = 50;
/** What rests is tried again with one requester soon: the end of a 429 or of a breaker is not announced. */
export const LONGEST_REST_MS = 5_000;

/** Organizations, or buckets of theirs, that cannot be called now: they must not take the hands that others need. */
export class Rests {
  private readonly ends = new Map<string, { readonly rest: Rest; readonly until: number }>();

  constructor(private readonly clock: Clock) {}

  note(rest: Rest, forMs: number): void {
    const until = this.clock.monotonicMs() + Math.min(Math.max(forMs, SHORTEST_MS), LONGEST_REST_MS);
    this.ends.set(`${rest.organizationId} ${rest.bucket ?? ''}`, { rest, until });
  }

  /** What a claim leaves out now. */
  now(): readonly Rest[] {
    const now = this.clock.monotonicMs();
    for (const [key, { until }] of this.ends) if (until <= now) this.ends.delete(key);
    return [...this.ends.values()].map(({ rest }) => rest);
  }

  /** Milliseconds until the next rest ends; infinite when there is none. */
  untilNext(): number {
    const now = this.clock.monotonicMs();
    return Math.min(...[...this.ends.values()].map(({ until }) => until - now));
  }
}
