import type { Headers } from './exchange';

/** What an answer says about one limit of Zendesk (facts: rate limits). */
export interface LimitSeen {
  /** `account`, or the name in the header: `tickets-update`, `per-ticket-updates`, ... */
  readonly name: string;
  /** Calls per window. */
  readonly limit: number;
  readonly remaining: number;
  /** ms until the window starts anew, where told. */
  readonly resetMs?: number;
}

/** Spellings met: the documented ones, and those of recordings from 2023. */
const ACCOUNT_SPELLINGS = [
  ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'],
  ['rate-limit-limit', 'rate-limit-remaining', 'rate-limit-reset'],
  ['x-rate-limit', 'x-rate-limit-remaining', 'ratelimit-reset'],
] as const;
const ENDPOINT_HEADER = /^zendesk-rate-?limit-(?!inflight)([a-z0-9-]{1,80})$/;
/** Longest wait we believe: the longest documented window is ten minutes; anything above an hour is nonsense. */
const MAX_WAIT_MS = 3_600_000;

/** Reads every limit that an answer's headers tell about; malformed ones are left out. */
export function limitsSeen(headers: Headers): readonly LimitSeen[] {
  const seen: LimitSeen[] = [];
  for (const [limitName, remainingName, resetName] of ACCOUNT_SPELLINGS) {
    const limit = count(headers[limitName]);
    const remaining = count(headers[remainingName]);
    if (limit === undefined || limit === 0 || remaining === undefined) continue;
    const reset = count(headers[resetName]);
    seen.push({
      name: 'account',
      limit,
      remaining,
      ...(reset === undefined ? {} : { resetMs: toMs(reset) }),
    });
    break;
  }
  for (const [header, value] of Object.entries(headers)) {
    const name = ENDPOINT_HEADER.exec(header)?.[1];
    const parts = name === undefined || value === undefined ? undefined : partsOf(value);
    const limit = count(parts?.get('total'));
    const remaining = count(parts?.get('remaining'));
    if (name === undefined || limit === undefined || limit === 0 || remaining === undefined) continue;
    const resets = count(parts?.get('resets'));
    seen.push({ name, limit, remaining, ...(resets === undefined ? {} : { resetMs: toMs(resets) }) });
  }
  return seen;
}

/** `Retry-After` in ms: whole seconds or an HTTP date (measured against the answer's own `Date`). */
export function retryAfterMs(headers: Headers): number | undefined {
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  const seconds = count(value.trim());
  if (seconds !== undefined) return toMs(seconds);
  const wait = Date.parse(value) - Date.parse(headers['date'] ?? '');
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), MAX_WAIT_MS) : undefined;
}

function partsOf(value: string): ReadonlyMap<string, string> {
  return new Map(
    value.split(';').map((part) => {
      const [key = '', text = ''] = part.split('=');
      return [key.trim().toLowerCase(), text.trim()] as const;
    }),
  );
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}

function toMs(seconds: number): number {
  return Math.min(seconds * 1_000, MAX_WAIT_MS);
}
