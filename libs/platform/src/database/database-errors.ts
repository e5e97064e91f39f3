import { ParleyError } from '../parley-error';

/** Thrown when a database that was closed is used. */
export class DatabaseClosedError extends ParleyError {
  readonly code = 'database-closed';
  readonly retryable = false;
}

/** SQLSTATE classes and codes that say the connection or the server went away, not that the statement was wrong. */
const UNAVAILABLE_SQLSTATES: ReadonlySet<string> = new Set([
  '25P03', // idle_in_transaction_session_timeout
  '25P04', // transaction_timeout
  '53300', // too_many_connections
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now (starting up, shutting down, in recovery)
  '57P05', // idle_session_timeout
]);
const UNAVAILABLE_SYSTEM_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT', // a Unix socket that is not there (yet)
]);

/** TypeORM's word for a statement inside a transaction whose connection broke in the meantime. */
const RELEASED = 'QueryRunnerAlreadyReleasedError';

/** What the driver says without a code when a socket dies under it. */
const UNAVAILABLE_MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Connection ended unexpectedly|Client was closed and is not queryable)/;

/**
 * True when an error means that Postgres could not be reached, restarted, or cut the session off: the work was rolled back or
 * (at a commit) has an unknown end, and doing it again later is right. False for a wrong statement, a conflict, a bug.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!Error.isError(error)) return false;
  if ('errors' in error && Array.isArray(error.errors) && error.errors.some(isDatabaseUnavailable))
    return true;
  if (error.name === RELEASED) return true;
  const code = codeOf(error);
  if (code !== undefined && (code.startsWith('08') || UNAVAILABLE_SQLSTATES.has(code))) return true;
  if (code !== undefined && UNAVAILABLE_SYSTEM_CODES.has(code)) return true;
  if (UNAVAILABLE_MESSAGES.test(error.message)) return true;
  return error.cause !== undefined && error.cause !== error && isDatabaseUnavailable(error.cause);
}

/** The SQLSTATE (or system error code) of an error, when it has one. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'driverError' in error ? codeOf(error.driverError) : undefined;
}
