import { codeOf, isDatabaseUnavailable } from '@parley/platform';

/** Thrown around what a service's own work threw, so that it is told from what the database did to us. */
export class WorkFailedError extends Error {
  constructor(override readonly cause: unknown) {
    super('The work of a batch failed', { cause });
    this.name = 'WorkFailedError';
  }
}

/** What a failed batch means. */
export type Failure =
  /** Try again: the database is away, or something else won a conflict. */
  | { readonly kind: 'again'; readonly reason: string }
  /** A bug in the fold, or data that makes it fail: the contacts that cause it are parked. */
  | { readonly kind: 'fold'; readonly cause: unknown };

/** SQLSTATE classes and codes where the same statements succeed later, or once an operator has made room or run a migration. */
const AGAIN: readonly (readonly [string, string])[] = [
  ['40', 'database-conflict'], // serialization failure, deadlock
  ['55', 'database-busy'], // lock not available, object in use
  ['57', 'database-unavailable'], // operator intervention, cancelled
  ['53', 'database-full'], // out of memory, disk or connections
  ['58', 'database-broken'], // system error
  ['XX', 'database-broken'], // internal error, corruption
  ['42', 'schema-mismatch'], // unknown table or column: a migration is missing
];

/** "Current transaction is aborted": a statement of the work failed and the work swallowed it. */
const ABORTED = '25P02';

/** Tells the two apart; anything unknown outside the work counts as "again", so that nothing is parked for our own faults. */
export function classifyFailure(error: unknown): Failure {
  const cause = error instanceof WorkFailedError ? error.cause : error;
  if (isDatabaseUnavailable(cause)) return { kind: 'again', reason: 'database-unavailable' };
  const code = codeOf(cause);
  if (code === ABORTED) return { kind: 'fold', cause };
  const again = code === undefined ? undefined : AGAIN.find(([prefix]) => isSqlState(code, prefix));
  if (again !== undefined) return { kind: 'again', reason: again[1] };
  return error instanceof WorkFailedError
    ? { kind: 'fold', cause }
    : { kind: 'again', reason: 'processing-failed' };
}

function isSqlState(code: string, prefix: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && code.startsWith(prefix);
}

/** A stable code and a text for a parked contact; the text stays in the service's own table. */
export function describeCause(cause: unknown): { readonly code: string; readonly detail: string } {
  if (!(cause instanceof Error)) return { code: 'unknown', detail: 'Something that is no error was thrown' };
  return { code: codeOf(cause) ?? cause.name, detail: cause.message.slice(0, 1_000) };
}
