import type { Transaction } from '@parley/platform';

/**
 * Takes the lock exclusively until the transaction ends: first statement of every transaction that changes configuration.
 * Batches hold it shared (option `configurationLock`) and read configuration inside, so a change is either seen by a batch or
 * comes after it, and then the re-evaluation it inserts sees the batch's state: no wake-up is missed.
 */
export async function lockConfiguration(tx: Pick<Transaction, 'query'>, lock: bigint): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1::bigint)', [lock.toString()]);
}

/** The shared side, for re-evaluations and other readers of configuration outside a batch. */
export async function shareConfiguration(tx: Pick<Transaction, 'query'>, lock: bigint): Promise<void> {
  await tx.query('select pg_advisory_xact_lock_shared($1::bigint)', [lock.toString()]);
}
