import { Type, type Static } from '@sinclair/typebox';

/** Faults that strike before a call has any effect, and those that strike when it already had. */
export const FAULT_KINDS = [
  'status',
  'status-after',
  'reset-before',
  'reset-after',
  'stall',
  'stall-after',
  'rate-limit',
  'unavailable',
  'half-answer',
  'wrong-json',
  'slow-headers',
] as const;

/** What a fault does. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** An order to disturb calls. */
export const FaultSchema = Type.Object(
  {
    kind: Type.Union(FAULT_KINDS.map((kind) => Type.Literal(kind))),
    /** HTTP method; any when left out. */
    method: Type.Optional(Type.String()),
    /** Path below the account, `*` stands for anything; any when left out. */
    path: Type.Optional(Type.String()),
    /** Only calls about this ticket. */
    ticketId: Type.Optional(Type.Integer()),
    /** Strikes from the nth matching call on (1 is the first). */
    nth: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Strikes so many times; without end when left out, once when `nth` is given. */
    times: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Strikes a matching call with this probability, drawn from a generator with `seed`. */
    probability: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    seed: Type.Optional(Type.Integer()),
    /** The status of `status` and `status-after`; 500 when left out. */
    status: Type.Optional(Type.Integer({ minimum: 400, maximum: 599 })),
    /** The body of `status` and `status-after`; one that fits the status when left out. */
    body: Type.Optional(Type.Unknown()),
    /** Milliseconds of `stall`, `stall-after`, `slow-headers`; 1000 when left out. */
    delayMs: Type.Optional(Type.Integer({ minimum: 0 })),
    /** Retry-After of `rate-limit` (60 when left out) and `unavailable` (none when left out). */
    retryAfterSeconds: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  { additionalProperties: false },
);

/** An order to disturb calls, as it was given. */
export type FaultOrder = Static<typeof FaultSchema>;

/** An order with its number and what it has done so far. */
export interface Fault extends FaultOrder {
  readonly id: number;
  matched: number;
  struck: number;
}

/** What faults look at to choose a call. */
export interface CallTarget {
  readonly method: string;
  readonly path: string;
  readonly ticketId: number | null;
}
