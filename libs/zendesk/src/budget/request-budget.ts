import type { Clock } from '@parley/platform';
import type { CallTarget } from '../gateway/call';
import type { BudgetLine } from '../gateway/gateway';
import type { LimitSeen } from '../http/limit-headers';
import { RESERVE, routeBucket, type BucketRules } from './bucket-rules';
import type { BucketStore } from './bucket-store';
import { BLOCK_LIFE_MS, type BlockToken } from './leased-blocks';
import { OrganizationBudget } from './organization-budget';
import { EMPTY_BUCKET, pause, usableLimit, usedInWindow } from './token-bucket';

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
  /** Grows with every 429, so that tokens taken before it are void. */
  generation: number;
}

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
    const reserve = RESERVE[target.callClass];
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const paused = this.longestPause(local, [...needed.map(({ name }) => name), routeBucket(target)]);
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
    for (const { name, limit, remaining, resetMs } of limits) {
      const bucket = this.rules.bucketOf(name, target);
      if (bucket === undefined) continue;
      const seen = { limit, remaining, resetMs: resetMs ?? bucket.rule.windowMs };
      local.budget.sighted(bucket.name, seen, Math.max(0, (local.inFlight.get(bucket.name) ?? 1) - 1));
    }
  }

  /**
   * A 429: pauses the bucket that its headers name as empty; where they name none, this kind of call alone. Resolves to the bucket's name.
   * The pause holds in this process at once, and for every replica as soon as it is stored; a store that is away does not fail the call.
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
    const buckets = named.length > 0 ? named : [routeBucket(target)];
    local.generation += 1;
    const until = this.clock.monotonicMs() + retryAfterMs;
    for (const bucket of buckets) {
      local.pausedUntil.set(bucket, Math.max(until, local.pausedUntil.get(bucket) ?? 0));
      local.budget.void(bucket);
    }
    try {
      await this.storePause(organizationId, named, retryAfterMs);
    } catch (error) {
      this.onFault(error);
    }
    return buckets.join(', ');
  }

  /** Use of the shared buckets, tickets that are not paused left out. */
  async report(organizationId: string): Promise<readonly BudgetLine[]> {
    const { rows, now } = await this.store.list(organizationId);
    return rows.flatMap(({ bucket, state }) => {
      const rule = this.rules.ruleOf(bucket);
      const pausedForMs = Math.max(0, Math.ceil(state.pausedUntil - now));
      if (rule === undefined || (bucket.startsWith('ticket:') && pausedForMs === 0)) return [];
      const used = usedInWindow(rule, state, now);
      const ceiling =
        state.ceiling !== undefined && state.ceiling.until > now ? state.ceiling.left : Infinity;
      const left = pausedForMs > 0 ? 0 : Math.max(0, Math.min(usableLimit(rule, state) - used, ceiling));
      return [{ bucket, limit: state.limit ?? rule.limit, windowMs: rule.windowMs, used, left, pausedForMs }];
    });
  }

  private async storePause(
    organizationId: string,
    buckets: readonly string[],
    retryAfterMs: number,
  ): Promise<void> {
    let open = buckets;
    for (let attempt = 0; open.length > 0 && attempt < TRIES; attempt += 1) {
      const { rows, now } = await this.store.read(organizationId, open);
      const { written } = await this.store.write(
        organizationId,
        open.map((bucket) => {
          const row = rows.find((candidate) => candidate.bucket === bucket);
          return {
            bucket,
            state: pause(row?.state ?? EMPTY_BUCKET, now + retryAfterMs),
            expected: row?.version ?? 0,
          };
        }),
      );
      open = open.filter((bucket) => !written.has(bucket));
    }
  }

  private tokensOf(local: Local, tokens: readonly BlockToken[]): CallTokens {
    const generation = local.generation;
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
        state === 'held' && local.generation === generation && this.clock.monotonicMs() < expiresAt,
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
    buckets: readonly string[],
  ): Extract<Taking, { kind: 'short' }> | undefined {
    const now = this.clock.monotonicMs();
    let longest: Extract<Taking, { kind: 'short' }> | undefined;
    for (const bucket of buckets) {
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
      generation: 0,
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
