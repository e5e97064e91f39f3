/** HTTP verbs that Parley uses against Zendesk. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What is known about every call, made or not; holds no query value, no body and no token, so it may be logged and shown. */
export interface CallFacts {
  readonly method: HttpMethod;
  /** Path without the query, e.g. `/api/v2/tickets/35`. */
  readonly path: string;
  /** Time from handing the call to the client until its outcome was known; 0 when nothing was sent. */
  readonly durationMs: number;
  /** Status line of the answer, where one arrived. */
  readonly status?: number;
  /** `x-zendesk-request-id` or `x-request-id` of the answer, for Zendesk's support. */
  readonly requestId?: string;
}

/** One complaint of a 422 about one property of the record. Holds no description, because Zendesk's descriptions name people. */
export interface FieldFault {
  /** Property name as Zendesk gives it (`email`, `requester`, `base`, ...). */
  readonly field: string;
  /** Zendesk's inner code (`DuplicateValue`, `UserSuspended`, ...), or `invalid` where the answer has none. */
  readonly code: string;
}

/**
 * Why Zendesk refused the data of a call (it applied nothing):
 * `ticket-closed` 422 on a closed ticket, `user-suspended` 422, `duplicate-value` 422 on a unique value, `too-many-comments` 422 at 5,000 comments,
 * `invalid` any other 422, `idempotency-mismatch` 400 about the `Idempotency-Key`, `bad-request` 400, `forbidden` 403, `not-found` 404, `too-large` 413,
 * `redirected` any 3xx (never followed), `refused` any other 4xx.
 */
export type RefusalCode =
  | 'ticket-closed'
  | 'user-suspended'
  | 'duplicate-value'
  | 'too-many-comments'
  | 'invalid'
  | 'idempotency-mismatch'
  | 'bad-request'
  | 'forbidden'
  | 'not-found'
  | 'too-large'
  | 'redirected'
  | 'refused';

/** Why a call surely never left this process, or never reached Zendesk. */
export type NotSentReason =
  'breaker-open' | 'connect-failed' | 'host-refused' | 'organization-unknown' | 'organization-disconnected';

/** Why nobody can say whether a call was applied. */
export type UnknownReason =
  'timeout' | 'connection-lost' | 'server-error' | 'unreadable-answer' | 'database-conflict';

/** Zendesk answered 2xx with a readable body of the expected shape. */
export interface Applied<T> extends CallFacts {
  readonly kind: 'ok';
  readonly status: number;
  readonly body: T;
  /** True when Zendesk replayed a stored answer for the same `Idempotency-Key` (`x-idempotency-lookup: hit`). */
  readonly replayed: boolean;
  /** Names that Zendesk did not know and dropped without an error (`x-zendesk-api-warn`): a fault of ours, worth an alert. */
  readonly unpermittedKeys: readonly string[];
}

/** Zendesk said no to the data: sending the same again gives the same answer. */
export interface Refused extends CallFacts {
  readonly kind: 'refused';
  readonly status: number;
  readonly code: RefusalCode;
  /** Field names and codes in one line, free of personal data. */
  readonly detail: string;
  readonly fields: readonly FieldFault[];
  /** Parsed answer, or undefined where it could not be read. May name people: never log it. */
  readonly body: unknown;
}

/** 409 `UpdateConflict`: the `updated_stamp` of a safe update was stale, nothing was applied. */
export interface Conflicted extends CallFacts {
  readonly kind: 'conflict';
  readonly status: number;
}

/** No budget: refused by our own bucket (`sent` false) or by a 429 (`sent` true). Nothing was applied either way. */
export interface RateLimited extends CallFacts {
  readonly kind: 'rate-limited';
  /** Earliest time, in ms from now, at which trying again makes sense. */
  readonly retryAfterMs: number;
  /** Name of the exhausted bucket, e.g. `account`, `ticket-updates`, `ticket:35`. */
  readonly bucket: string;
  readonly sent: boolean;
}

/** The token is not accepted (401, or `users/me` without an id), also after it was read again; nothing was applied. */
export interface Unauthorised extends CallFacts {
  readonly kind: 'unauthorised';
  /** False when the connection was already known to be unauthorised and nothing was sent. */
  readonly sent: boolean;
}

/** Surely not sent: breaker open, connect or DNS failure, or no usable connection. */
export interface NotSent extends CallFacts {
  readonly kind: 'not-sent';
  readonly reason: NotSentReason;
  readonly retryAfterMs?: number;
}

/** It may have been applied or not: never send it again blindly, read back first. */
export interface UnknownOutcome extends CallFacts {
  readonly kind: 'unknown';
  readonly reason: UnknownReason;
  /** Safe diagnosis: an error code or a schema pointer, never content. */
  readonly detail: string;
  /** From `Retry-After` of a 503, where it had one. */
  readonly retryAfterMs?: number;
}

/** Everything that can come of one call to Zendesk. Calls never throw for anything Zendesk or the network does. */
export type ZendeskOutcome<T> =
  Applied<T> | Refused | Conflicted | RateLimited | Unauthorised | NotSent | UnknownOutcome;

/** Every outcome that carries no body. */
export type Unapplied = Exclude<ZendeskOutcome<never>, Applied<never>>;

/** True for the outcomes after which the effect is surely not in Zendesk, so that sending again is safe. */
export function surelyNotApplied(outcome: ZendeskOutcome<unknown>): boolean {
  return outcome.kind !== 'ok' && outcome.kind !== 'unknown';
}

/** The same outcome with another body; outcomes without a body pass through. */
export function mapBody<T, U>(outcome: ZendeskOutcome<T>, change: (body: T) => U): ZendeskOutcome<U> {
  return outcome.kind === 'ok' ? { ...outcome, body: change(outcome.body) } : outcome;
}
