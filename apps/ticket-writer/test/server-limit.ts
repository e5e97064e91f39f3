/** A limit as Zendesk counts it: in windows of its own, that begin when they begin. */
export class ServerLimit {
  private window = -1;
  private used = 0;

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
  ) {}

  /** Counts a call, and tells what the headers would. */
  take(nowMs: number): LimitTold {
    const window = Math.floor(nowMs / this.windowMs);
    if (window !== this.window) this.used = 0;
    this.window = window;
    const isOver = this.used >= this.limit;
    if (!isOver) this.used += 1;
    const resetMs = (window + 1) * this.windowMs - nowMs;
    return { limit: this.limit, remaining: this.limit - this.used, resetMs, isOver };
  }
}

/** What headers tell of a limit. */
export interface LimitTold {
  readonly limit: number;
  readonly remaining: number;
  readonly resetMs: number;
  readonly isOver: boolean;
}
