import type { TSchema } from '@sinclair/typebox';
import type { HttpMethod } from './outcome';

/**
 * What a call is for. It decides who goes first when tokens are short: create > close > public > internal > history;
 * `user` (find or make a customer) stands beside create, `read` (look-ups) beside close. `settle` (what became of an earlier call) stands beside
 * create too: it ends what has begun, and whoever is refused it must begin again with calls that others need.
 */
export type CallClass = 'create' | 'close' | 'public' | 'internal' | 'history' | 'read' | 'settle' | 'user';

/** Where a call goes and what it is for: all that its budget depends on. */
export interface CallTarget {
  readonly method: HttpMethod;
  /** Path with query, starting with `/api/v2/`. */
  readonly path: string;
  readonly callClass: CallClass;
  /** Ticket that the call changes; also recognised from the path of a `PUT /api/v2/tickets/{id}`. */
  readonly ticketId?: number;
  /** How long what it is for has waited, in ms: the longer, the less of a shortage it leaves to the more urgent classes. */
  readonly waitedMs?: number;
}

/** One call. The bytes of `body` are sent exactly as given. */
export interface ZendeskCall<S extends TSchema = TSchema> extends CallTarget {
  readonly body?: Uint8Array;
  /** Default `application/json`. */
  readonly contentType?: string;
  /** Sent as `Idempotency-Key`; Zendesk honours it on `POST /api/v2/tickets` only, for two hours. */
  readonly idempotencyKey?: string;
  /** Longest time of the call, in ms; the gateway's own where it is not given. */
  readonly timeoutMs?: number;
  /** Shape that the answer must have before anybody reads it; without it the body is `unknown`. */
  readonly shape?: S;
  /** Tokens taken beforehand with `admit`; without it the call takes its own. */
  readonly permit?: CallPermit;
}

/** Tokens set aside for one call, good for at most one second and void after a 429. Use it or give it back. */
export interface CallPermit {
  readonly organizationId: string;
  /** False once used, given back, expired or voided. */
  usable(): boolean;
  /** Gives the tokens back unused. */
  release(): void;
}

/** Answer of `admit`. */
export type Admission =
  | { readonly kind: 'admitted'; readonly permit: CallPermit }
  | { readonly kind: 'wait'; readonly retryAfterMs: number; readonly bucket: string }
  | {
      readonly kind: 'shut';
      readonly reason: 'breaker-open' | 'unauthorised' | 'organization-unknown' | 'organization-disconnected';
    };
