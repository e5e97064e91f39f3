import type { OrganizationConfiguration } from '@parley/contracts';
import type { ChangedBy, Organization } from '../connect-organization/organization';

/** One change of a configuration: who, when, old and new (A6). */
export interface ConfigurationVersion {
  readonly version: number;
  readonly changedAt: Date;
  readonly changedBy: ChangedBy;
  /** Version that was restored, where this change was a roll-back. */
  readonly restoredFrom: number | null;
  readonly configuration: OrganizationConfiguration;
  /** The configuration before; null for the first version. */
  readonly previous: OrganizationConfiguration | null;
}

/** What became of saving a configuration. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly organization: Organization }
  | { readonly kind: 'conflict'; readonly version: number }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'unknown' };

/** Injects the `ConfigurationStore`. */
export const CONFIGURATION_STORE = Symbol('gateway.configuration-store');

/** Where configurations and their history are kept. */
export interface ConfigurationStore {
  /** Saves when the present version is the expected one; without an expectation the last writer wins. The same again changes nothing. */
  save(change: {
    readonly organizationId: string;
    readonly configuration: OrganizationConfiguration;
    readonly expectedVersion: number | undefined;
    readonly restoredFrom?: number;
    readonly by: ChangedBy;
  }): Promise<SaveOutcome>;
  /** Newest first, below the given version. */
  versions(organizationId: string, limit: number, below?: number): Promise<readonly ConfigurationVersion[]>;
  version(organizationId: string, version: number): Promise<ConfigurationVersion | undefined>;
}
