import type { EntityManager } from 'typeorm';

/** A Postgres transaction as features see it: text and positional parameters (`$1`, `$2`, …). */
export interface Transaction {
  /** The rows of one statement; an INSERT, UPDATE or DELETE gives its RETURNING rows. */
  query<Row = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** TypeORM's manager of the same transaction, for `persistence/` folders alone. */
  readonly manager: EntityManager;
}
