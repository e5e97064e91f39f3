import type { OrganizationConfiguration } from '@parley/contracts';
import type { Transaction } from '@parley/platform';
import type { ChangedBy, Organization } from '../connect-organization/organization';
import type { ConfigurationVersion } from '../configure-organization/configuration-store';

/** A row of `configuration_version` beside the configuration of the version before. */
export interface ConfigurationVersionRow {
  readonly version: number;
  readonly changed_at: Date;
  readonly changed_by: string;
  readonly restored_from: number | null;
  readonly configuration: string;
  readonly previous: string | null;
}

/** Reads versions with their predecessors; append a `where`. */
export const SELECT_VERSIONS = `
  select v.version, v.changed_at, v.changed_by, v.restored_from, v.configuration, p.configuration as previous
  from configuration_version v
  left join configuration_version p on p.organization_id = v.organization_id and p.version = v.version - 1`;

/** The version in a row. */
export function configurationVersionOf(row: ConfigurationVersionRow): ConfigurationVersion {
  return {
    version: row.version,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    restoredFrom: row.restored_from,
    configuration: JSON.parse(row.configuration) as OrganizationConfiguration,
    previous: row.previous === null ? null : (JSON.parse(row.previous) as OrganizationConfiguration),
  };
}

/** Keeps the organization's present configuration as a version of its own. */
export async function insertConfigurationVersion(
  tx: Transaction,
  organization: Pick<Organization, 'id' | 'configuration' | 'configurationVersion'>,
  by: ChangedBy,
  restoredFrom: number | null,
): Promise<void> {
  await tx.query(
    `insert into configuration_version (organization_id, version, changed_by, restored_from, configuration)
     values ($1, $2, $3, $4, $5)`,
    [
      organization.id,
      organization.configurationVersion,
      by,
      restoredFrom,
      JSON.stringify(organization.configuration),
    ],
  );
}
