import type { OrganizationDocument } from '@parley/contracts';
import type { Transaction } from '@parley/platform';

/** This service's copy of organizations: whether they may be called (G5). */
export interface OrganizationStore {
  /** Takes over what is newer; an older version that arrives late changes nothing. Says how many organizations became active. */
  apply(tx: Transaction, documents: readonly OrganizationDocument[]): Promise<number>;
}
