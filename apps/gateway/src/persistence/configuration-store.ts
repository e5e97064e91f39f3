import type { Database } from '@parley/platform';
import type {
  ConfigurationStore,
  ConfigurationVersion,
  SaveOutcome,
} from '../configure-organization/configuration-store';
import {
  SELECT_VERSIONS,
  configurationVersionOf,
  insertConfigurationVersion,
} from './configuration-version-row';
import type { ConfigurationVersionRow } from './configuration-version-row';
import { lockOrganization, recordChange } from './organization-row';

type Change = Parameters<ConfigurationStore['save']>[0];

/** Configurations and their history in Postgres. */
export class PostgresConfigurations implements ConfigurationStore {
  constructor(private readonly database: Database) {}

  save(change: Change): Promise<SaveOutcome> {
    const { organizationId, configuration, expectedVersion, by } = change;
    const restoredFrom = change.restoredFrom ?? null;
    return this.database.transaction(async (tx): Promise<SaveOutcome> => {
      const organization = await lockOrganization(tx, organizationId);
      if (organization === undefined) return { kind: 'unknown' };
      if (organization.state === 'disconnected') return { kind: 'disconnected' };
      const { configurationVersion } = organization;
      if (expectedVersion !== undefined && expectedVersion !== configurationVersion) {
        return { kind: 'conflict', version: configurationVersion };
      }
      const text = JSON.stringify(configuration);
      if (text === JSON.stringify(organization.configuration)) return { kind: 'saved', organization };
      const action = restoredFrom === null ? 'configure' : 'restore';
      const changed = await recordChange(tx, organization, { by, action }, async () => {
        await tx.query(
          'update organization set configuration = $2, configuration_version = configuration_version + 1 where id = $1',
          [organizationId, text],
        );
      });
      await insertConfigurationVersion(tx, changed, by, restoredFrom);
      return { kind: 'saved', organization: changed };
    });
  }

  async versions(
    organizationId: string,
    limit: number,
    below?: number,
  ): Promise<readonly ConfigurationVersion[]> {
    const rows = await this.database.query<ConfigurationVersionRow>(
      `${SELECT_VERSIONS} where v.organization_id = $1 and ($3::integer is null or v.version < $3)
       order by v.version desc limit $2`,
      [organizationId, limit, below ?? null],
    );
    return rows.map(configurationVersionOf);
  }

  async version(organizationId: string, version: number): Promise<ConfigurationVersion | undefined> {
    const [row] = await this.database.query<ConfigurationVersionRow>(
      `${SELECT_VERSIONS} where v.organization_id = $1 and v.version = $2`,
      [organizationId, version],
    );
    return row && configurationVersionOf(row);
  }
}
