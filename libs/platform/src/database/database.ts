import {
  DataSource,
  type EntityManager,
  type MigrationInterface,
  QueryFailedError,
  type QueryRunner,
} from 'typeorm';
import { createLogger } from '../logging/logger';
import { METRIC } from '../telemetry/telemetry-names';
import { meter } from '../telemetry/tracing';
import { connectionSettings, SERVICE_TIMEOUTS, type SessionTimeouts } from './connection-settings';
import { DatabaseClosedError, isDatabaseUnavailable } from './database-errors';
import { listen, type NotifyHandler, type Subscription } from './listen';
import { runMigrations } from './run-migrations';
import type { Transaction } from './transaction';
import { typeormLogger } from './typeorm-logger';

/** A hand-written migration; forward only. Its class name ends with a 13-digit timestamp, which orders it. */
export type MigrationClass = new () => MigrationInterface;

export interface DatabaseOptions {
  /** `postgres://` URL of the installation's database. */
  readonly url: string;
  /** The service's own schema; the only one on its search path. */
  readonly schema: string;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  readonly migrations: readonly MigrationClass[];
  /** TypeORM entities, for services whose `persistence/` folder uses them. */
  readonly entities?: readonly (abstract new () => object)[];
  /** Most connections at once (default 10), beside one for each `listen`. */
  readonly poolSize?: number;
  readonly timeouts?: Partial<SessionTimeouts>;
  /** How long `open` keeps trying while Postgres is away, in milliseconds (default 30,000). */
  readonly openWithinMs?: number;
}

const logger = createLogger('database');
const roundTrips = meter.createCounter(METRIC.postgresRoundTrips, {
  unit: '{round_trip}',
  description: 'Statements sent to Postgres, BEGIN and COMMIT included',
});

/** A service's own schema in Postgres: transactions, single statements, migrations, notifications. */
export class Database {
  private closed = false;

  private constructor(
    private readonly source: DataSource,
    private readonly options: DatabaseOptions,
  ) {}

  /** Connects; waits for a Postgres that is starting. Runs no migration: that is `migrate`. */
  static async open(options: DatabaseOptions): Promise<Database> {
    const settings = connectionSettings({
      ...options,
      timeouts: { ...SERVICE_TIMEOUTS, ...options.timeouts },
    });
    const { connectionString, connectionTimeoutMillis, ...extra } = settings;
    const source = new DataSource({
      type: 'postgres',
      url: options.url,
      schema: options.schema,
      applicationName: options.applicationName,
      entities: [...(options.entities ?? [])],
      poolSize: options.poolSize ?? 10,
      connectTimeoutMS: connectionTimeoutMillis ?? 5_000,
      installExtensions: false,
      logger: typeormLogger,
      extra,
      poolErrorHandler: (error: unknown) => logger.warn({ err: error }, 'an idle connection broke'),
    });
    await initialize(source, options.openWithinMs ?? 30_000);
    return new Database(source, options);
  }

  /** Creates the schema and applies pending migrations, under a lock of the whole database; safe to run many times at once. */
  async migrate(): Promise<void> {
    this.refuseWhenClosed();
    await runMigrations(this.options);
  }

  /**
   * Runs `work` in a transaction: committed when it resolves, rolled back when it throws.
   * An error of the commit itself leaves open whether it happened; `isDatabaseUnavailable` is true for it.
   */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    this.refuseWhenClosed();
    const runner = this.source.createQueryRunner();
    try {
      await begin(runner);
      const result = await work(transactionOn(runner));
      roundTrips.add(1);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      await rollBack(runner);
      throw unwrapped(error);
    } finally {
      await runner.release();
    }
  }

  /** The rows of one statement outside any transaction. */
  async query<Row = Record<string, unknown>>(
    text: string,
    parameters: readonly unknown[] = [],
  ): Promise<Row[]> {
    this.refuseWhenClosed();
    const runner = this.source.createQueryRunner();
    try {
      return await rowsOf<Row>(runner, text, parameters);
    } finally {
      await runner.release();
    }
  }

  /**
   * Listens for `notify <channel>`. Channels are of the whole database, so services name theirs after their schema.
   * The handler must not throw; it is also called after each reconnection, without a payload.
   */
  async listen(channel: string, onNotify: NotifyHandler): Promise<Subscription> {
    this.refuseWhenClosed();
    return listen(
      connectionSettings({
        ...this.options,
        applicationName: `${this.options.applicationName}:listen`,
        timeouts: { ...SERVICE_TIMEOUTS, ...this.options.timeouts },
      }),
      channel,
      onNotify,
    );
  }

  /** TypeORM's manager outside a transaction, for `persistence/` folders alone. */
  get manager(): EntityManager {
    return this.source.manager;
  }

  /** Waits for running statements and closes every connection of the pool. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.source.destroy();
  }

  private refuseWhenClosed(): void {
    if (this.closed)
      throw new DatabaseClosedError(`The database connection of ${this.options.schema} is closed`);
  }
}

async function initialize(source: DataSource, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 2_000)) {
    try {
      await source.initialize();
      return;
    } catch (error) {
      if (!isDatabaseUnavailable(error) || performance.now() + waitMs > deadline) throw error;
      logger.warn({ err: error }, 'Postgres is not there yet');
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

function transactionOn(runner: QueryRunner): Transaction {
  return {
    manager: runner.manager,
    query: (text, parameters = []) => rowsOf(runner, text, parameters),
  };
}

async function begin(runner: QueryRunner): Promise<void> {
  roundTrips.add(1);
  await runner.startTransaction();
}

/** The first error matters; one of the rollback only means that the connection is gone, and with it the transaction. */
async function rollBack(runner: QueryRunner): Promise<void> {
  if (!runner.isTransactionActive) return;
  await runner.rollbackTransaction().catch(() => undefined);
}

async function rowsOf<Row>(
  runner: QueryRunner,
  text: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  roundTrips.add(1);
  try {
    const result = await runner.query(text, [...parameters], true);
    return result.records as Row[];
  } catch (error) {
    throw unwrapped(error);
  }
}

/** TypeORM's wrapper carries the statement's parameters, which may be people's texts; the driver's own error is thrown instead. */
function unwrapped(error: unknown): unknown {
  return error instanceof QueryFailedError ? error.driverError : error;
}
