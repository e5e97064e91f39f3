import type { ClientConfig } from 'pg';

/** How long a session may hold things up, in milliseconds; 0 switches a limit off. */
export interface SessionTimeouts {
  /** A session that is silent inside a transaction this long is cut off: a stopped process cannot hold a partition. */
  readonly idleInTransactionMs: number;
  /** How long one statement waits for a lock. */
  readonly lockMs: number;
  /** How long a whole transaction may last (PostgreSQL 17 or newer). */
  readonly transactionMs: number;
}

/** For services: a stopped or hung process gives everything back within half a minute. */
export const SERVICE_TIMEOUTS: SessionTimeouts = {
  idleInTransactionMs: 10_000,
  lockMs: 5_000,
  transactionMs: 30_000,
};

/** For migrations, which may wait for each other and rewrite tables. */
export const MIGRATION_TIMEOUTS: SessionTimeouts = { idleInTransactionMs: 0, lockMs: 0, transactionMs: 0 };

/** Settings that go with the connection's first packet, so that no statement ever runs without them. */
export function connectionSettings(options: {
  readonly url: string;
  readonly schema: string;
  readonly applicationName: string;
  readonly timeouts: SessionTimeouts;
}): ClientConfig {
  const { timeouts } = options;
  if (!/^[a-z_][a-z0-9_]*$/.test(options.schema))
    throw new RangeError(`"${options.schema}" is no name for a schema`);
  return {
    connectionString: options.url,
    application_name: options.applicationName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    options: [
      `-c search_path=${options.schema}`,
      `-c idle_in_transaction_session_timeout=${timeouts.idleInTransactionMs}`,
      `-c lock_timeout=${timeouts.lockMs}`,
      `-c transaction_timeout=${timeouts.transactionMs}`,
    ].join(' '),
  };
}
