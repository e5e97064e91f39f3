/** One limit that a call counts against. */
export interface Bucket {
  /** Identifies what is counted, the ticket or user included. */
  readonly key: string;
  readonly limit: number;
  readonly periodSeconds: number;
  /** The `zendesk-ratelimit-…` header that reports it; the account's own bucket has headers of its own. */
  readonly header?: string;
  /** Whether a refusal says when to try again. */
  readonly tellsRetryAfter: boolean;
}

/** Where a bucket stands after a call. */
export interface BucketStanding {
  readonly bucket: Bucket;
  readonly remaining: number;
  /** Whole seconds until the window starts anew. */
  readonly resetsSeconds: number;
}

/** The answer to a call that asked for its tokens. */
export interface Verdict {
  readonly standings: readonly BucketStanding[];
  /** The first exhausted bucket; nothing was counted then. */
  readonly exhausted?: BucketStanding;
}

interface Window {
  startedAtMs: number;
  periodMs: number;
  used: number;
}

const SWEEP_ABOVE = 20_000;

/** Counts calls in fixed windows that start with their first call, which is how the recorded `resets` values fall. */
export class RateLimiter {
  private readonly windows = new Map<string, Window>();

  /** Takes one token of each bucket, or none when any is exhausted. */
  take(buckets: readonly Bucket[], nowMs: number): Verdict {
    const windows = buckets.map((bucket) => this.window(bucket, nowMs));
    const exhausted = buckets.findIndex((bucket, index) => (windows[index]?.used ?? 0) >= bucket.limit);
    if (exhausted === -1) for (const window of windows) window.used += 1;
    const standings = buckets.map((bucket, index) => standing(bucket, windows[index], nowMs));
    const refused = standings[exhausted];
    return refused === undefined ? { standings } : { standings, exhausted: refused };
  }

  private window(bucket: Bucket, nowMs: number): Window {
    const known = this.windows.get(bucket.key);
    if (known !== undefined && nowMs >= known.startedAtMs && nowMs < known.startedAtMs + known.periodMs)
      return known;
    if (this.windows.size > SWEEP_ABOVE) this.sweep(nowMs);
    const fresh = { startedAtMs: nowMs, periodMs: bucket.periodSeconds * 1000, used: 0 };
    this.windows.set(bucket.key, fresh);
    return fresh;
  }

  private sweep(nowMs: number): void {
    for (const [key, window] of this.windows) {
      if (nowMs >= window.startedAtMs + window.periodMs) this.windows.delete(key);
    }
  }
}

function standing(bucket: Bucket, window: Window | undefined, nowMs: number): BucketStanding {
  const used = window?.used ?? 0;
  const endsAtMs = (window?.startedAtMs ?? nowMs) + bucket.periodSeconds * 1000;
  return {
    bucket,
    remaining: Math.max(0, bucket.limit - used),
    resetsSeconds: Math.max(1, Math.ceil((endsAtMs - nowMs) / 1000)),
  };
}
