import type { Clock } from '@parley/platform';
import type { NeededBucket } from './bucket-rules';
import type { BucketChange, BucketStore, StoredBucket } from './bucket-store';
import { LeasedBlocks, type Block } from './leased-blocks';
import {
  returnTokens,
  sight,
  takeTokens,
  type BucketRule,
  type BucketSighting,
  type BucketState,
  type Grant,
} from './token-bucket';

/** A remembered row is tried without reading it first for this long; older ones may have been forgotten and begun anew. */
const REMEMBER_MS = 60_000;
/** A refusal is repeated from memory for at most this long, so that a thousand waiting lanes do not ask a thousand times. */
const REFUSAL_LIFE_MS = 250;
/** Each lost attempt means that another replica won, so this many in a row do not happen by chance. */
const ATTEMPTS = 20;
const MOST_REMEMBERED = 1_000;

interface Remembered extends StoredBucket {
  readonly at: number;
}

interface Sighting {
  readonly seen: BucketSighting;
  readonly outstanding: number;
  readonly at: number;
}

interface Ask {
  readonly rule: BucketRule;
  callers: number;
  reserve: number;
}

/** One bucket in one attempt to lease. */
interface Bid {
  readonly name: string;
  readonly ask: Ask;
  readonly row: Remembered;
  readonly grant: Grant;
  readonly sighting: Sighting | undefined;
}

/** What a lease brought: tokens in a block, or how long to wait. */
export interface LeaseAnswer {
  readonly granted: number;
  readonly retryAfterMs: number;
}

/** One process's leases of one organization. All that is asked for while a lease is under way goes into the next one together. */
export class OrganizationBudget {
  /** Tokens in hand. */
  readonly blocks: LeasedBlocks;
  private readonly remembered = new Map<string, Remembered>();
  private readonly refusals = new Map<string, { readonly reserve: number; readonly until: number }>();
  private readonly sightings = new Map<string, Sighting>();
  private asks = new Map<string, Ask>();
  private queued: Promise<ReadonlyMap<string, LeaseAnswer>> | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private storeClock = { now: 0, at: 0 };

  constructor(
    private readonly organizationId: string,
    private readonly store: BucketStore,
    private readonly clock: Clock,
  ) {
    this.blocks = new LeasedBlocks(clock);
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
    const left = this.blocks.left(bucket);
    this.sightings.set(bucket, { seen, outstanding: left + inFlight, at: this.clock.monotonicMs() });
    if (seen.remaining < left) this.blocks.void(bucket);
  }

  /** Forgets every leased token of a bucket (a 429 made them worthless). */
  void(bucket: string): void {
    this.blocks.void(bucket);
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
    if (this.remembered.size > MOST_REMEMBERED) this.forget(askedAt);
    const spent = this.blocks.takeSpent(asks.keys());
    const answers = new Map<string, LeaseAnswer>();
    for (let attempt = 0; answers.size < asks.size && attempt < ATTEMPTS; attempt += 1) {
      const open = [...asks].filter(([name]) => !answers.has(name));
      const fresh = await this.know(
        open.map(([name]) => name),
        askedAt,
      );
      const now = this.storeClock.now + (this.clock.monotonicMs() - this.storeClock.at);
      const bids = open.flatMap(([name, ask]) => this.bid(name, ask, spent.get(name), now, askedAt));
      this.refuse(bids, fresh, answers, askedAt);
      // A refusal that gives unspent tokens back is written too: they would be lost to everybody for a window.
      const written = await this.write(
        bids.filter(({ name, grant }) => grant.granted > 0 || (answers.has(name) && spent.has(name))),
      );
      for (const { name, grant, sighting } of written.filter(({ grant }) => grant.granted > 0)) {
        this.blocks.put(name, grant, now, askedAt);
        this.refusals.delete(name);
        if (this.sightings.get(name) === sighting) this.sightings.delete(name);
        answers.set(name, { granted: grant.granted, retryAfterMs: 0 });
      }
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

  private bid(
    name: string,
    ask: Ask,
    spent: Block | undefined,
    now: number,
    askedAt: number,
  ): readonly Bid[] {
    const row = this.remembered.get(name);
    if (row === undefined) return [];
    const sighting = this.sightings.get(name);
    const state = this.corrected(ask.rule, row.state, spent, sighting, now);
    return [
      {
        name,
        ask,
        row,
        sighting,
        grant: takeTokens(ask.rule, state, now, wanted(ask, spent, askedAt), ask.reserve),
      },
    ];
  }

  /** A stored state with the tokens that this process did not spend, and what Zendesk's headers said since. */
  private corrected(
    rule: BucketRule,
    state: BucketState,
    spent: Block | undefined,
    sighting: Sighting | undefined,
    now: number,
  ): BucketState {
    const returned = spent === undefined ? state : returnTokens(rule, state, spent.grantedAt, spent.left);
    if (sighting === undefined) return returned;
    const elapsed = this.clock.monotonicMs() - sighting.at;
    const seen = { ...sighting.seen, resetMs: Math.max(0, sighting.seen.resetMs - elapsed) };
    return sight(rule, returned, now, seen, sighting.outstanding);
  }

  /** A refusal is only believed on rows that were just read: another replica may have given tokens back. */
  private refuse(
    bids: readonly Bid[],
    fresh: ReadonlySet<string>,
    answers: Map<string, LeaseAnswer>,
    askedAt: number,
  ): void {
    for (const { name, ask, grant } of bids.filter(({ grant }) => grant.granted === 0)) {
      this.remembered.delete(name);
      if (!fresh.has(name)) continue;
      const { retryAfterMs } = grant;
      answers.set(name, { granted: 0, retryAfterMs });
      this.refusals.set(name, {
        reserve: ask.reserve,
        until: askedAt + Math.min(retryAfterMs, REFUSAL_LIFE_MS),
      });
    }
  }

  /** Writes the bids; gives those that nobody else's write came before. */
  private async write(bids: readonly Bid[]): Promise<readonly Bid[]> {
    if (bids.length === 0) return [];
    const changes: readonly BucketChange[] = bids.map(({ name, row, grant }) => ({
      bucket: name,
      state: grant.state,
      expected: row.version,
    }));
    const { written, now } = await this.store.write(this.organizationId, changes);
    const at = this.clock.monotonicMs();
    this.storeClock = { now, at };
    for (const { bucket, state, expected } of changes) {
      if (written.has(bucket)) this.remembered.set(bucket, { bucket, state, version: expected + 1, at });
      else this.remembered.delete(bucket);
    }
    return bids.filter(({ name }) => written.has(name));
  }

  private forget(now: number): void {
    this.blocks.dropExpired();
    for (const [name, row] of this.remembered) if (now - row.at > REMEMBER_MS) this.remembered.delete(name);
    for (const [name, refusal] of this.refusals) if (refusal.until <= now) this.refusals.delete(name);
    for (const [name, sighting] of this.sightings)
      if (now - sighting.at > REMEMBER_MS) this.sightings.delete(name);
  }
}

/** As many as wait; twice the last block when that one was used up before its time, what was used of it when it was not. */
function wanted(ask: Ask, last: Block | undefined, now: number): number {
  const spent = last === undefined ? 1 : last.granted - last.left;
  const demand = last !== undefined && last.left === 0 && last.expiresAt > now ? spent * 2 : spent;
  return Math.max(ask.callers, Math.min(demand, ask.rule.largestBlock));
}
