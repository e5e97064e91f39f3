import type { Clock } from '@parley/platform';
import type { NeededBucket } from './bucket-rules';
import type { BucketStore, StoredBucket } from './bucket-store';
import {
  keptBack,
  returnTokens,
  sight,
  takeTokens,
  type BucketRule,
  type BucketSighting,
  type BucketState,
} from './token-bucket';

/** Longest time that a leased token may be used after it was asked for; the buckets count on it. */
export const BLOCK_LIFE_MS = 1_000;
/** A remembered row is tried without reading it first for this long; older ones may have been forgotten and begun anew. */
const REMEMBER_MS = 60_000;
/** A refusal is repeated from memory for at most this long, so that a thousand waiting lanes do not ask a thousand times. */
const REFUSAL_LIFE_MS = 250;
/** Each lost attempt means that another replica won, so this many in a row do not happen by chance. */
const ATTEMPTS = 20;

/** Tokens leased for this process. */
interface Block {
  left: number;
  readonly granted: number;
  /** What was left in the shared bucket, and its burst: a less urgent call leaves part of it even to callers of this process. */
  readonly spare: number;
  readonly burst: number;
  readonly grantedAt: number;
  readonly expiresAt: number;
}

interface Remembered extends StoredBucket {
  readonly at: number;
}

interface Ask {
  readonly rule: BucketRule;
  callers: number;
  reserve: number;
}

/** One token in a caller's hand. */
export interface BlockToken {
  readonly bucket: string;
  /** On the monotonic clock: worthless afterwards. */
  readonly expiresAt: number;
  /** Puts it back unspent, for others, while its block lives. */
  putBack(): void;
}

/** What a lease brought: tokens in a block, or how long to wait. */
export interface LeaseAnswer {
  readonly granted: number;
  readonly retryAfterMs: number;
}

/** One process's leased tokens of one organization. All that is asked for while a lease is under way goes into the next one together. */
export class OrganizationBudget {
  private readonly blocks = new Map<string, Block>();
  private readonly remembered = new Map<string, Remembered>();
  private readonly refusals = new Map<string, { readonly reserve: number; readonly until: number }>();
  private readonly sightings = new Map<
    string,
    { readonly seen: BucketSighting; readonly outstanding: number; readonly at: number }
  >();
  private asks = new Map<string, Ask>();
  private queued: Promise<ReadonlyMap<string, LeaseAnswer>> | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private storeClock: { readonly now: number; readonly at: number } | undefined;

  constructor(
    private readonly organizationId: string,
    private readonly store: BucketStore,
    private readonly clock: Clock,
  ) {}

  /** True when this process holds a token that a caller with that reserve may have. */
  holds(bucket: string, reserve: number): boolean {
    const block = this.blocks.get(bucket);
    if (block === undefined || block.left < 1 || block.expiresAt <= this.clock.monotonicMs()) return false;
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

  /** Leases tokens of one bucket, together with everything else that is asked for meanwhile. */
  async lease({ name, rule }: NeededBucket, reserve: number): Promise<LeaseAnswer> {
    const refusal = this.refusals.get(name);
    const wait = (refusal?.until ?? 0) - this.clock.monotonicMs();
    if (refusal !== undefined && reserve >= refusal.reserve && wait > 0)
      return { granted: 0, retryAfterMs: Math.ceil(wait) };
    const ask = this.asks.get(name) ?? { rule, callers: 0, reserve };
    ask.callers += 1;
    ask.reserve = Math.min(ask.reserve, reserve);
    this.asks.set(name, ask);
    const answers = await this.nextRound();
    return answers.get(name) ?? { granted: 0, retryAfterMs: 1 };
  }

  /** Keeps what Zendesk's headers said, to be written with the next lease; `inFlight` calls have a token and no answer yet. */
  sighted(bucket: string, seen: BucketSighting, inFlight: number): void {
    const left = this.blocks.get(bucket)?.left ?? 0;
    this.sightings.set(bucket, { seen, outstanding: left + inFlight, at: this.clock.monotonicMs() });
    if (seen.remaining < left) this.blocks.delete(bucket);
  }

  /** Forgets every leased token of a bucket (a 429 made them worthless). */
  void(bucket: string): void {
    this.blocks.delete(bucket);
    this.remembered.delete(bucket);
  }

  /** One round at a time: what is asked for while one runs goes into the next, so replicas meet in the store and callers of one process never do. */
  private nextRound(): Promise<ReadonlyMap<string, LeaseAnswer>> {
    this.queued ??= this.running.then(() => {
      this.queued = undefined;
      const asks = this.asks;
      this.asks = new Map();
      const round = this.run(asks);
      this.running = round.catch(() => undefined);
      return round;
    });
    return this.queued;
  }

  private async run(asks: ReadonlyMap<string, Ask>): Promise<ReadonlyMap<string, LeaseAnswer>> {
    const askedAt = this.clock.monotonicMs();
    const expired = this.dropExpired(asks.keys(), askedAt);
    const answers = new Map<string, LeaseAnswer>();
    let open = [...asks.keys()];
    for (let attempt = 0; open.length > 0 && attempt < ATTEMPTS; attempt += 1) {
      const fresh = await this.know(open, askedAt);
      const now = this.storeNow();
      const grants = open.flatMap((name) => {
        const row = this.remembered.get(name);
        const ask = asks.get(name);
        if (row === undefined || ask === undefined) return [];
        const state = this.corrected(name, ask.rule, row.state, expired.get(name), now);
        const grant = takeTokens(
          ask.rule,
          state,
          now,
          this.wanted(ask, expired.get(name), askedAt),
          ask.reserve,
        );
        return [{ name, ask, row, grant }];
      });
      // A refusal is only believed on rows that were just read: another replica may have given tokens back.
      const refused = grants.filter(({ grant }) => grant.granted === 0);
      for (const { name, grant, ask } of refused.filter(({ name }) => fresh.has(name))) {
        answers.set(name, { granted: 0, retryAfterMs: grant.retryAfterMs });
        this.refusals.set(name, {
          reserve: ask.reserve,
          until: askedAt + Math.min(grant.retryAfterMs, REFUSAL_LIFE_MS),
        });
      }
      for (const { name } of refused) this.remembered.delete(name);
      const written = await this.write(
        grants
          .filter(({ grant }) => grant.granted > 0)
          .map(({ name, row, grant }) => ({ bucket: name, state: grant.state, expected: row.version })),
      );
      for (const { name, grant } of grants.filter(({ name }) => written.has(name))) {
        this.put(name, grant.granted, {
          spare: grant.spare,
          burst: grant.burst,
          grantedAt: now,
          expiresAt: askedAt + BLOCK_LIFE_MS,
        });
        this.sightings.delete(name);
        answers.set(name, { granted: grant.granted, retryAfterMs: 0 });
      }
      open = open.filter((name) => !answers.has(name));
    }
    return answers;
  }

  /** Makes sure that every bucket is remembered; names those that were read from the store just now. */
  private async know(names: readonly string[], at: number): Promise<ReadonlySet<string>> {
    const unknown = names.filter((name) => at - (this.remembered.get(name)?.at ?? -Infinity) > REMEMBER_MS);
    if (unknown.length === 0) return new Set();
    const { rows, now } = await this.store.read(this.organizationId, unknown);
    const readAt = this.clock.monotonicMs();
    this.storeClock = { now, at: readAt };
    for (const row of rows) this.remembered.set(row.bucket, { ...row, at: readAt });
    return new Set(unknown);
  }

  private async write(
    changes: readonly { bucket: string; state: BucketState; expected: number }[],
  ): Promise<ReadonlySet<string>> {
    if (changes.length === 0) return new Set();
    const { written, now } = await this.store.write(this.organizationId, changes);
    const at = this.clock.monotonicMs();
    this.storeClock = { now, at };
    for (const { bucket, state, expected } of changes) {
      if (written.has(bucket)) this.remembered.set(bucket, { bucket, state, version: expected + 1, at });
      else this.remembered.delete(bucket);
    }
    return written;
  }

  /** A stored state with the tokens that this process did not spend, and what Zendesk's headers said since. */
  private corrected(
    name: string,
    rule: BucketRule,
    state: BucketState,
    expired: Block | undefined,
    now: number,
  ): BucketState {
    const returned =
      expired === undefined ? state : returnTokens(rule, state, expired.grantedAt, expired.left);
    const sighting = this.sightings.get(name);
    if (sighting === undefined) return returned;
    const elapsed = this.clock.monotonicMs() - sighting.at;
    const seen = { ...sighting.seen, resetMs: Math.max(0, sighting.seen.resetMs - elapsed) };
    return sight(rule, returned, now, seen, sighting.outstanding);
  }

  /** As many as wait; twice the last block when that one was used up before its time, what was used of it when it was not. */
  private wanted(ask: Ask, last: Block | undefined, now: number): number {
    const spent = last === undefined ? 1 : last.granted - last.left;
    const demand = last !== undefined && last.left === 0 && last.expiresAt > now ? spent * 2 : spent;
    return Math.max(ask.callers, Math.min(demand, ask.rule.largestBlock));
  }

  private dropExpired(names: Iterable<string>, now: number): ReadonlyMap<string, Block> {
    const dropped = new Map<string, Block>();
    for (const name of names) {
      const block = this.blocks.get(name);
      if (block === undefined || (block.left > 0 && block.expiresAt > now)) continue;
      this.blocks.delete(name);
      dropped.set(name, block);
    }
    if (this.remembered.size > 1_000) this.forget(now);
    return dropped;
  }

  private put(
    name: string,
    granted: number,
    lease: Pick<Block, 'spare' | 'burst' | 'grantedAt' | 'expiresAt'>,
  ): void {
    const living = this.blocks.get(name);
    const kept = living !== undefined && living.expiresAt > this.clock.monotonicMs() ? living : undefined;
    this.blocks.set(name, {
      ...lease,
      left: granted + (kept?.left ?? 0),
      granted: granted + (kept?.left ?? 0),
      expiresAt: Math.min(lease.expiresAt, kept?.expiresAt ?? Infinity),
    });
    this.refusals.delete(name);
  }

  private forget(now: number): void {
    for (const [name, row] of this.remembered) if (now - row.at > REMEMBER_MS) this.remembered.delete(name);
    for (const [name, block] of this.blocks) if (block.expiresAt <= now) this.blocks.delete(name);
    for (const [name, refusal] of this.refusals) if (refusal.until <= now) this.refusals.delete(name);
    for (const [name, sighting] of this.sightings)
      if (now - sighting.at > REMEMBER_MS) this.sightings.delete(name);
  }

  private storeNow(): number {
    if (this.storeClock === undefined) return 0;
    return this.storeClock.now + (this.clock.monotonicMs() - this.storeClock.at);
  }
}
