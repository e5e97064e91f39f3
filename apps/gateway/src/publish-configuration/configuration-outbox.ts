import type { OrganizationDocument } from '@parley/contracts';

/** Injects the `ConfigurationOutbox`. */
export const CONFIGURATION_OUTBOX = Symbol('gateway.configuration-outbox');

/**
 * What the configuration topic does not have yet. The topic is compacted and the highest version wins, so the newest document is all
 * that ever has to be published, and publishing it twice is harmless.
 */
export interface ConfigurationOutbox {
  /** Present documents of organizations whose newest version is not published; all, or those named. */
  unpublished(organizationIds?: readonly string[]): Promise<readonly OrganizationDocument[]>;
  markPublished(
    documents: readonly Pick<OrganizationDocument, 'organizationId' | 'version'>[],
  ): Promise<void>;
}
