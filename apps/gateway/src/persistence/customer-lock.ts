import type { Transaction } from '@parley/platform';

/** Name under which batches of customers and batches of decisions of one schema take turns: a rebuild's are apart. */
const LOCK = `hashtext(current_schema() || '.read-model.customers')`;

/**
 * A decision names a requester, a customer event blocks one: whichever commits last must see the other. Decisions share this lock,
 * customer events hold it alone; it is taken before any row, so that neither can wait for the other in a circle.
 */
export async function sharingCustomers(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock_shared(${LOCK})`);
}

/** See {@link sharingCustomers}. */
export async function holdingCustomers(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${LOCK})`);
}
