import type { Clock } from '@parley/platform';
import type { CallTarget } from '../gateway/call';
import type { BudgetLine } from '../gateway/gateway';
import type { LimitSeen } from '../http/limit-headers';
import { isRouteBucket, reserveOf, type BucketRules, type NeededBucket } from './bucket-rules';
import type { BucketStore } from './bucket-store';
import { BLOCK_LIFE_MS, type BlockToken } from './leased-blocks';
import { OrganizationBudget } from './organization-budget';
import { EMPTY_BUCKET, learn, pause, usableLimit, usedInWindow, type BucketState } from './token-bucket';

/** The tokens of one call, one of each bucket it needs. */
export interface CallTokens {
  /** False once spent, given back, or no longer good (a second after they were leased, or after a 429). */
  usable(): boolean;
  /** Gives them back unspent. */
  release(): void;
  /** The call is made: they are spent. */
  spend(): void;
  /** The call's answer is here. */
  settle(): void;
}

/** Tokens, or how long to wait for which bucket. */
export type Taking =
  | { readonly kind: 'taken'; readonly tokens: CallTokens }
  | { readonly kind: 'short'; readonly bucket: string; readonly retryAfterMs: number };

interface Local {
  readonly budget: OrganizationBudget;
  /** On the monotonic clock. */
  readonly pausedUntil: Map<string, number>;
  readonly inFlight: Map<string, number>;
  /** Grows with every 429 that names the bucket, so that its tokens taken before are void. */
  readonly generations: Map<string, number>;
}

/** What a 429 does to a stored bucket at the store's time `now`. */
type Lesson = (state: BucketState, now: number) => BucketState;

const TRIES = 5;
const SWEEP_EVERY_MS = 300_000;

/** Token budget of all organizations, shared with other replicas through a {@link BucketStore}. An idle organization never waits. */
export class RequestBudget {
  private readonly organizations = new Map<string, Local>();
  private sweptAt: number;

  constructor(
    private readonly store: BucketStore,
    private readonly rules: BucketRules,
    private readonly clock: Clock,
    private readonly onFault: (error: unknown) => void,
  ) {
    this.sweptAt = clock.monotonicMs();
  }

  /** Takes one token of each bucket that a call needs, or none. */
  async take(organizationId: string, target: CallTarget): Promise<Taking> {
    this.sweepSometimes();
    const local = this.local(organizationId);
    const needed = this.rules.neededBy(target);
    const reserve = reserveOf(target);
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const paused = this.longestPause(local, needed);
      if (paused !== undefined) return paused;
      const missing = needed.filter(({ name }) => !local.budget.blocks.holds(name, reserve));
      if (missing.length === 0) {
        const tokens = needed.map(({ name }) => local.budget.blocks.take(name));
        return { kind: 'taken', tokens: this.tokensOf(local, tokens) };
      }
      const answers = await Promise.all(missing.map((bucket) => local.budget.lease(bucket, reserve)));
      const short = missing
        .map(({ name }, index) => ({
          kind: 'short' as const,
          bucket: name,
          retryAfterMs: 1,
          ...answers[index],
        }))
        .filter(({ granted }) => granted === 0)
        .sort((a, b) => b.retryAfterMs - a.retryAfterMs)[0];
      if (short !== undefined)
        return { kind: 'short', bucket: short.bucket, retryAfterMs: short.retryAfterMs };
    }
    return { kind: 'short', bucket: needed[0]?.name ?? 'account', retryAfterMs: BLOCK_LIFE_MS / 10 };
  }

  /** Takes in the limits that an answer told about. */
  sighted(organizationId: string, target: CallTarget, limits: readonly LimitSeen[]): void {
    const local = this.local(organizationId);
    // Of several limits of one bucket the one that is nearest to its end counts.
    const nearestLast = [...limits].sort((a, b) => b.remaining - a.remaining);
    for (const { name, limit, remaining, resetMs } of nearestLast) {
      const bucket = this.rules.bucketOf(name, target);
      if (bucket === undefined) continue;
      const seen = { limit, remaining, resetMs: resetMs ?? bucket.rule.windowMs };
      local.budget.sighted(bucket.name, seen, Math.max(0, (local.inFlight.get(bucket.name) ?? 1) - 1));
    }
  }

  /**
   * A 429: pauses exactly the buckets that its headers name as empty. Where they name none, this kind of call pauses, and learns its limit.
   * Resolves to the buckets' names. The pause holds in this process at once, and for every replica as soon as it is stored; a store that is
   * away does not fail the call.
   */
  async exhausted(
    organizationId: string,
    target: CallTarget,
    limits: readonly LimitSeen[],
    retryAfterMs: number,
  ): Promise<string> {
    const local = this.local(organizationId);
    const named = limits
      .filter(({ remaining }) => remaining === 0)
      .flatMap(({ name }) => this.rules.bucketOf(name, target)?.name ?? []);
    const route = this.rules.routeOf(target);
    const buckets = named.length > 0 ? [...new Set(named)] : [route.name];
    const unspent = local.budget.blocks.left(route.name);
    const until = this.clock.monotonicMs() + retryAfterMs;
    for (const bucket of buckets) {
      local.generations.set(bucket, (local.generations.get(bucket) ?? 0) + 1);
      local.pausedUntil.set(bucket, Math.max(until, local.pausedUntil.get(bucket) ?? 0));
      local.budget.void(bucket);
    }
    const lesson: Lesson =
      named.length > 0
        ? (state, now) => pause(state, now + retryAfterMs)
        : (state, now) => learn(route.rule, state, now, now + retryAfterMs, unspent);
    try {
      await this.store429(organizationId, buckets, lesson);
    } catch (error) {
      this.onFault(error);
    }
    return buckets.join(', ');
  }

  /** Use of the shared buckets; tickets that are not paused and kinds of calls without a limit of their own are left out. */
  async report(organizationId: string): Promise<readonly BudgetLine[]> {
    const { rows, now } = await this.store.list(organizationId);
    return rows.flatMap(({ bucket, state }) => {
      const rule = this.rules.ruleOf(bucket);
      const pausedForMs = Math.max(0, Math.ceil(state.pausedUntil - now));
      if (rule === undefined || (pausedForMs === 0 && isUnremarkable(bucket, state))) return [];
      const used = usedInWindow(rule, state, now);
      const ceiling =
        state.ceiling !== undefined && state.ceiling.until > now ? state.ceiling.left : Infinity;
      const usable = usableLimit(rule, state, now);
      const left = pausedForMs > 0 ? 0 : Math.max(0, Math.min(usable - used, ceiling));
      const limit = state.limit ?? (state.learned === undefined ? rule.limit : usable);
      return [{ bucket, limit, usable, windowMs: rule.windowMs, used, left, pausedForMs }];
    });
  }

  private async store429(organizationId: string, buckets: readonly string[], lesson: Lesson): Promise<void> {
    let open = buckets;
    for (let attempt = 0; open.length > 0 && attempt < TRIES; attempt += 1) {
      const { rows, now } = await this.store.read(organizationId, open);
      const { written } = await this.store.write(
        organizationId,
        open.map((bucket) => {
          const row = rows.find((candidate) => candidate.bucket === bucket);
          return { bucket, state: lesson(row?.state ?? EMPTY_BUCKET, now), expected: row?.version ?? 0 };
        }),
      );
      open = open.filter((bucket) => !written.has(bucket));
    }
  }

  private tokensOf(local: Local, tokens: readonly BlockToken[]): CallTokens {
    const generations = tokens.map(({ bucket }) => local.generations.get(bucket));
    const expiresAt = Math.min(...tokens.map((token) => token.expiresAt));
    let state: 'held' | 'spent' | 'done' = 'held';
    const count = (change: number) => {
      for (const { bucket } of tokens) {
        const now = (local.inFlight.get(bucket) ?? 0) + change;
        if (now > 0) local.inFlight.set(bucket, now);
        else local.inFlight.delete(bucket);
      }
    };
    count(1);
    return {
      usable: () =>
        state === 'held' &&
        this.clock.monotonicMs() < expiresAt &&
        tokens.every(({ bucket }, index) => local.generations.get(bucket) === generations[index]),
      release: () => {
        if (state !== 'held') return;
        state = 'done';
        count(-1);
        for (const token of tokens) token.putBack();
      },
      spend: () => {
        if (state === 'held') state = 'spent';
      },
      settle: () => {
        if (state !== 'spent') return;
        state = 'done';
        count(-1);
      },
    };
  }

  private longestPause(
    local: Local,
    needed: readonly NeededBucket[],
  ): Extract<Taking, { kind: 'short' }> | undefined {
    const now = this.clock.monotonicMs();
    let longest: Extract<Taking, { kind: 'short' }> | undefined;
    for (const { name: bucket } of needed) {
      const wait = Math.ceil((local.pausedUntil.get(bucket) ?? now) - now);
      if (wait <= 0) local.pausedUntil.delete(bucket);
      else if (wait > (longest?.retryAfterMs ?? 0)) longest = { kind: 'short', bucket, retryAfterMs: wait };
    }
    return longest;
  }

  private local(organizationId: string): Local {
    const known = this.organizations.get(organizationId);
    if (known !== undefined) return known;
    const local: Local = {
      budget: new OrganizationBudget(organizationId, this.store, this.clock),
      pausedUntil: new Map(),
      inFlight: new Map(),
      generations: new Map(),
    };
    this.organizations.set(organizationId, local);
    return local;
  }

  private sweepSometimes(): void {
    const now = this.clock.monotonicMs();
    if (now - this.sweptAt < SWEEP_EVERY_MS) return;
    this.sweptAt = now;
    this.store.sweep().catch(this.onFault);
  }
}

/** Thousands of tickets, and kinds of calls that nothing is known of, tell people nothing. */
function isUnremarkable(bucket: string, state: BucketState): boolean {
  if (bucket.startsWith('ticket:')) return true;
  return isRouteBucket(bucket) && state.limit === undefined && state.learned === undefined;
}
