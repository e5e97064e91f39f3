/** What a bucket may give; comes from settings and documented limits, never stored. */
export interface BucketRule {
  /** Calls per window until Zendesk's headers say otherwise. */
  readonly limit: number;
  readonly windowMs: number;
  /** Part of the limit that Parley may use; the rest is left to agents and other integrations. */
  readonly share: number;
  /** Part of the usable limit that may go at once after a quiet time; the rest is paced, so that nobody starves until a window ends. */
  readonly burst: number;
  /** Tokens of each window kept for calls that must not wait (creating, status, closing). */
  readonly windowReserve: number;
  /** Tokens that one process takes ahead of its calls at most. */
  readonly largestBlock: number;
}

/** The shared state of a bucket, as stored. Times are ms of the store's own clock. */
export interface BucketState {
  /** Limit as last told by Zendesk's headers. */
  readonly limit?: number;
  /** Limit that 429s taught us which no header explained, and since when. */
  readonly learned?: { readonly limit: number; readonly at: number };
  /** Tokens granted, by slot of time (index = time / slot length), youngest last; only as far back as a window. */
  readonly slots: readonly (readonly [index: number, count: number])[];
  /** When the pacing will have caught up with what was granted (theoretical arrival time). */
  readonly pacedUntil: number;
  /** A 429 says: nothing before this time. */
  readonly pausedUntil: number;
  /** What Zendesk says is left of its own window, less what was granted since. */
  readonly ceiling?: { readonly left: number; readonly until: number };
}

/** What a call for tokens gives. With `granted` 0, `retryAfterMs` says when asking again makes sense. */
export interface Grant {
  readonly state: BucketState;
  readonly granted: number;
  /** Tokens that could still be had right now by the most urgent caller. */
  readonly spare: number;
  /** Tokens that a quiet bucket gives at once; what `reserve` is a part of. */
  readonly burst: number;
  readonly retryAfterMs: number;
}

/** What an answer's headers told about a bucket. */
export interface BucketSighting {
  readonly limit: number;
  readonly remaining: number;
  readonly resetMs: number;
}

export const EMPTY_BUCKET: BucketState = { slots: [], pacedUntil: 0, pausedUntil: 0 };

const SLOTS_PER_WINDOW = 60;
/** A token is spent up to one slot after it was granted, and falls anywhere into its slot: two more slots make "never above the limit in any window" exact. */
const SLOTS_COUNTED = SLOTS_PER_WINDOW + 2;

/** Calls per window that Parley allows itself at `now`. */
export function usableLimit(rule: BucketRule, state: BucketState, now: number): number {
  const told = (state.limit ?? rule.limit) * rule.share;
  return Math.max(1, Math.floor(Math.min(told, learnedLimit(rule, state, now))));
}

/**
 * Takes up to `wanted` tokens at `now`. `reserve` 0 may take the last token; a part of the burst above 0 is left for the more urgent.
 * Two limits hold at once: in any window never more than the usable limit, and beyond a burst never faster than lasts for the window.
 */
export function takeTokens(
  rule: BucketRule,
  before: BucketState,
  now: number,
  wanted: number,
  reserve: number,
): Grant {
  const limit = usableLimit(rule, before, now);
  const burst = Math.max(1, Math.floor(limit * rule.burst));
  const interval = (rule.windowMs / SLOTS_PER_WINDOW) * (SLOTS_COUNTED / limit);
  const state = trimmed(rule, before, now);
  const forUrgent = reserve === 0 ? 0 : rule.windowReserve;
  const kept = Math.min(keptBack(burst, reserve) + forUrgent, burst - 1);
  const keptOfWindow = Math.min(Math.max(keptBack(burst, reserve), forUrgent), limit - 1);

  const pacedUntil = Math.max(state.pacedUntil, now);
  const byPace = Math.floor((now + burst * interval - pacedUntil) / interval + 1e-9);
  const byWindow = limit - used(state);
  const byCeiling = state.ceiling?.left ?? Infinity;
  const spare = state.pausedUntil > now ? 0 : Math.max(0, Math.min(byPace, byWindow, byCeiling));
  const free =
    state.pausedUntil > now ? 0 : Math.min(byPace - kept, byWindow - keptOfWindow, byCeiling - keptOfWindow);
  const granted = Math.max(0, Math.min(wanted, free));

  if (granted === 0) {
    const waits = [
      state.pausedUntil - now,
      byPace - kept >= 1 ? 0 : pacedUntil + (kept + 1 - burst) * interval - now,
      byWindow - keptOfWindow >= 1 ? 0 : untilSlotsExpire(rule, state, now, 1 + keptOfWindow - byWindow),
      byCeiling - keptOfWindow >= 1 ? 0 : (state.ceiling?.until ?? now) - now,
    ];
    return { state, granted, spare, burst, retryAfterMs: Math.max(1, Math.ceil(Math.max(...waits))) };
  }
  return {
    state: {
      ...state,
      slots: add(state.slots, slotOf(rule, now), granted),
      pacedUntil:
        pacedUntil + granted * Math.max(interval, evenInterval(rule, state, now, byWindow - keptOfWindow)),
      ...(state.ceiling === undefined
        ? {}
        : { ceiling: { ...state.ceiling, left: state.ceiling.left - granted } }),
    },
    granted,
    spare: spare - granted,
    burst,
    retryAfterMs: 0,
  };
}

/**
 * The interval at which what is `free` of the window now lasts until more of it comes free: after a burst the pace is slower for a window, so
 * that nobody meets its end and then waits for the whole burst to leave it.
 */
function evenInterval(rule: BucketRule, { slots }: BucketState, now: number, free: number): number {
  let left = Math.max(free, 1);
  let interval = 0;
  for (const [slot, count] of slots) {
    const freedIn = (slot + SLOTS_COUNTED) * (rule.windowMs / SLOTS_PER_WINDOW) - now;
    interval = Math.max(interval, freedIn / left);
    left += count;
  }
  return interval;
}

/** Tokens of a burst that a caller with this reserve leaves alone; never all of them. */
export function keptBack(burst: number, reserve: number): number {
  return Math.min(Math.floor(burst * reserve), burst - 1);
}

/** Gives back tokens that were granted at `grantedAt` and never spent. */
export function returnTokens(
  rule: BucketRule,
  state: BucketState,
  grantedAt: number,
  count: number,
): BucketState {
  const index = slotOf(rule, grantedAt);
  const granted = state.slots.find(([slot]) => slot === index)?.[1] ?? 0;
  const returned = Math.min(count, granted);
  if (returned <= 0) return state;
  const interval = (rule.windowMs / SLOTS_PER_WINDOW) * (SLOTS_COUNTED / usableLimit(rule, state, grantedAt));
  return {
    ...state,
    slots: add(state.slots, index, -returned),
    pacedUntil: state.pacedUntil - returned * interval,
    ...(state.ceiling === undefined
      ? {}
      : { ceiling: { ...state.ceiling, left: state.ceiling.left + returned } }),
  };
}

/**
 * Takes in what Zendesk's headers say: its limit replaces ours, and what it has left is shared out like the limit.
 * `outstanding` tokens were granted but had not reached Zendesk when it counted.
 */
export function sight(
  rule: BucketRule,
  state: BucketState,
  now: number,
  seen: BucketSighting,
  outstanding: number,
): BucketState {
  const left = Math.max(0, Math.floor(seen.remaining * rule.share) - outstanding);
  return { ...state, limit: seen.limit, ceiling: { left, until: now + seen.resetMs } };
}

/** A 429 named this bucket: nothing goes before `until`. */
export function pause(state: BucketState, until: number): BucketState {
  return { ...state, pausedUntil: Math.max(state.pausedUntil, until) };
}

/** What a limit learned from a 429 is at least: fewer calls a window than this are not what a limit was made against. */
const LEAST_LEARNED = 10;
/** Part of the calls of the last window that is left after a 429 (multiplicative decrease). */
const LEARNED_CUT = 0.5;
/** Part of a learned limit that every window without a 429 adds (additive increase): one 429 in some 150 calls at the least. */
const LEARNED_RAISE = 0.05;
/** Calls that were under way when a limit was learned bring 429s of their own; they teach nothing new. */
const LESSON_LIFE_MS = 5_000;

/**
 * A 429 that no header explained: half of what all replicas sent in the last window becomes the limit, which then grows by a
 * twentieth with every window (AIMD). Nothing goes before `until`. `unspent` tokens of the window never reached Zendesk.
 */
export function learn(
  rule: BucketRule,
  state: BucketState,
  now: number,
  until: number,
  unspent: number,
): BucketState {
  const paused = pause(state, until);
  const { learned } = state;
  if (state.pausedUntil > now || (learned !== undefined && now - learned.at < LESSON_LIFE_MS)) return paused;
  const sent = Math.min(usedInWindow(rule, state, now) - unspent, usableLimit(rule, state, now));
  return {
    ...paused,
    learned: { limit: Math.max(LEAST_LEARNED, Math.floor(sent * LEARNED_CUT)), at: now },
  };
}

function learnedLimit(rule: BucketRule, { learned }: BucketState, now: number): number {
  if (learned === undefined) return Infinity;
  const windows = Math.floor(Math.max(0, now - learned.at) / rule.windowMs);
  return learned.limit * (1 + windows * LEARNED_RAISE);
}

/** Tokens granted within the last window. */
export function usedInWindow(rule: BucketRule, state: BucketState, now: number): number {
  return used(trimmed(rule, state, now));
}

function slotOf(rule: BucketRule, time: number): number {
  return Math.floor(time / (rule.windowMs / SLOTS_PER_WINDOW));
}

function used(state: BucketState): number {
  return state.slots.reduce((sum, [, count]) => sum + count, 0);
}

function trimmed(rule: BucketRule, state: BucketState, now: number): BucketState {
  const oldest = slotOf(rule, now) - SLOTS_COUNTED + 1;
  const { ceiling, ...rest } = state;
  const slots = state.slots.filter(([slot, count]) => slot >= oldest && count > 0);
  return ceiling !== undefined && ceiling.until > now ? { ...rest, slots, ceiling } : { ...rest, slots };
}

function untilSlotsExpire(rule: BucketRule, state: BucketState, now: number, needed: number): number {
  let freed = 0;
  for (const [slot, count] of state.slots) {
    freed += count;
    if (freed >= needed) return (slot + SLOTS_COUNTED) * (rule.windowMs / SLOTS_PER_WINDOW) - now;
  }
  return rule.windowMs;
}

function add(slots: BucketState['slots'], index: number, count: number): BucketState['slots'] {
  const existing = slots.find(([slot]) => slot === index);
  if (existing === undefined) return [...slots, [index, count] as const].sort(([a], [b]) => a - b);
  return slots.map((slot) => (slot === existing ? ([index, slot[1] + count] as const) : slot));
}
