import type { Transaction } from '@parley/platform';
import type { DirectoryAccount, OrganizationCopy } from '@parley/sync-policy';
import type { ConfigurationView } from './configuration-view';

/** The evaluator's copies of configuration and directory. Whoever changes them holds the configuration lock. */
export interface ConfigurationStore {
  /** The copies as this transaction sees them, from memory where nothing changed since. */
  current(tx: Transaction): Promise<ConfigurationView>;
  organizations(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, OrganizationCopy>>;
  accounts(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, DirectoryAccount>>;
  /** Replaces copies and raises the version by which everyone notices. */
  save(
    tx: Transaction,
    changed: {
      readonly organizations?: readonly OrganizationCopy[];
      readonly accounts?: readonly DirectoryAccount[];
    },
  ): Promise<void>;
}
