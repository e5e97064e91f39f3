import type { Clock } from '@parley/platform';
import { keptBack, type Grant } from './token-bucket';

/** Longest time that a leased token may be used after it was asked for; the buckets count on it. */
export const BLOCK_LIFE_MS = 1_000;

/** Tokens of one bucket, leased for this process. */
export interface Block {
  left: number;
  readonly granted: number;
  /** What was left in the shared bucket, and its burst: a less urgent call leaves part of it even to callers of this process. */
  readonly spare: number;
  readonly burst: number;
  /** On the store's clock. */
  readonly grantedAt: number;
  /** On the monotonic clock. */
  readonly expiresAt: number;
}

/** One token in a caller's hand. */
export interface BlockToken {
  readonly bucket: string;
  /** On the monotonic clock: worthless afterwards. */
  readonly expiresAt: number;
  /** Puts it back unspent, for others, while its block lives. */
  putBack(): void;
}

/** The blocks of one organization, by bucket. */
export class LeasedBlocks {
  private readonly blocks = new Map<string, Block>();

  constructor(private readonly clock: Clock) {}

  /** True when there is a token that a caller with that reserve may have. */
  holds(bucket: string, reserve: number): boolean {
    const block = this.living(bucket);
    if (block === undefined || block.left < 1) return false;
    return reserve === 0 || block.left + block.spare > keptBack(block.burst, reserve);
  }

  /** Takes one token that `holds` told of. */
  take(bucket: string): BlockToken {
    const block = this.blocks.get(bucket);
    if (block === undefined) return { bucket, expiresAt: 0, putBack: () => undefined };
    block.left -= 1;
    return {
      bucket,
      expiresAt: block.expiresAt,
      putBack: () => {
        if (this.blocks.get(bucket) === block) block.left += 1;
      },
    };
  }

  /** Tokens left, expired or not. */
  left(bucket: string): number {
    return this.blocks.get(bucket)?.left ?? 0;
  }

  /** Adds what a lease brought that was asked for at `askedAt`, to what is still living. */
  put(bucket: string, { granted, spare, burst }: Grant, grantedAt: number, askedAt: number): void {
    const kept = this.living(bucket);
    const tokens = granted + (kept?.left ?? 0);
    const expiresAt = Math.min(askedAt + BLOCK_LIFE_MS, kept?.expiresAt ?? Infinity);
    this.blocks.set(bucket, { left: tokens, granted: tokens, spare, burst, grantedAt, expiresAt });
  }

  /** Forgets a bucket's tokens. */
  void(bucket: string): void {
    this.blocks.delete(bucket);
  }

  /** Takes away the blocks that are used up or have expired, so that their unspent tokens can be given back. */
  takeSpent(buckets: Iterable<string>): ReadonlyMap<string, Block> {
    const spent = new Map<string, Block>();
    for (const bucket of buckets) {
      const block = this.blocks.get(bucket);
      if (block === undefined || (block.left > 0 && this.living(bucket) !== undefined)) continue;
      this.blocks.delete(bucket);
      spent.set(bucket, block);
    }
    return spent;
  }

  /** Drops every expired block; their unspent tokens count as spent. */
  dropExpired(): void {
    for (const bucket of this.blocks.keys())
      if (this.living(bucket) === undefined) this.blocks.delete(bucket);
  }

  private living(bucket: string): Block | undefined {
    const block = this.blocks.get(bucket);
    return block !== undefined && block.expiresAt > this.clock.monotonicMs() ? block : undefined;
  }
}
