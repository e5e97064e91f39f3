import { DEFAULT_CONFIGURATION } from '@parley/contracts';
import type { OrganizationState } from '@parley/contracts';
import type { Database, Transaction } from '@parley/platform';
import type { ChangedBy, Organization, OrganizationStore } from '../connect-organization/organization';
import { insertConfigurationVersion } from './configuration-version-row';
import {
  ORGANIZATION_COLUMNS,
  isOrganizationId,
  lockOrganization,
  organizationOf,
  recordChange,
  recordCreation,
} from './organization-row';
import type { OrganizationRow } from './organization-row';

type Connection = Parameters<OrganizationStore['connect']>[0];

/** Organizations in Postgres. */
export class PostgresOrganizations implements OrganizationStore {
  constructor(private readonly database: Database) {}

  connect(
    connection: Connection,
  ): Promise<{ readonly organization: Organization; readonly created: boolean }> {
    return this.database.transaction(async (tx) => {
      const created = await insert(tx, connection);
      if (created !== undefined) return { organization: created, created: true };
      const known = await lockOrganization(tx, connection.id);
      if (known === undefined)
        throw new TypeError('another organization has the same URL, though ids derive from URLs');
      const change = { by: connection.by, action: 'reauthorise' };
      const organization = await recordChange(tx, known, change, async () => {
        await tx.query(`update organization set state = 'active', connected_user_id = $2 where id = $1`, [
          connection.id,
          connection.connectedUserId,
        ]);
      });
      return { organization, created: false };
    });
  }

  async list(
    limit: number,
    after?: { readonly createdAt: string; readonly id: string },
  ): Promise<readonly Organization[]> {
    const rows = await this.database.query<OrganizationRow>(
      `select ${ORGANIZATION_COLUMNS} from organization
       where $2::timestamptz is null or (date_trunc('milliseconds', created_at), id) > ($2::timestamptz, $3::uuid)
       order by date_trunc('milliseconds', created_at), id limit $1`,
      [limit, after?.createdAt ?? null, after?.id ?? null],
    );
    return rows.map(organizationOf);
  }

  async find(id: string): Promise<Organization | undefined> {
    if (!isOrganizationId(id)) return undefined;
    const [row] = await this.database.query<OrganizationRow>(
      `select ${ORGANIZATION_COLUMNS} from organization where id = $1`,
      [id],
    );
    return row && organizationOf(row);
  }

  rename(id: string, name: string, by: ChangedBy): Promise<Organization | undefined> {
    return this.database.transaction(async (tx) => {
      const organization = await lockOrganization(tx, id);
      if (organization === undefined || organization.name === name) return organization;
      return recordChange(tx, organization, { by, action: 'rename' }, async () => {
        await tx.query('update organization set name = $2 where id = $1', [id, name]);
      });
    });
  }

  setState(id: string, state: OrganizationState, by: ChangedBy): Promise<boolean> {
    return this.database.transaction((tx) => changeState(tx, id, state, by));
  }
}

/** Changes an organization's state inside a transaction; see `OrganizationStore.setState`. */
export async function changeState(
  tx: Transaction,
  id: string,
  state: OrganizationState,
  by: ChangedBy,
): Promise<boolean> {
  const organization = await lockOrganization(tx, id);
  if (organization === undefined) return false;
  if (organization.state === state) return true;
  await recordChange(tx, organization, { by, action: `state:${state}` }, async () => {
    await tx.query('update organization set state = $2 where id = $1', [id, state]);
  });
  return true;
}

/** The new organization with its first configuration; undefined when it is known already. */
async function insert(tx: Transaction, connection: Connection): Promise<Organization | undefined> {
  const [row] = await tx.query<OrganizationRow>(
    `insert into organization (id, name, url, state, connected_user_id, version, configuration_version, configuration)
     values ($1, $2, $3, 'active', $4, 1, 1, $5) on conflict do nothing returning ${ORGANIZATION_COLUMNS}`,
    [
      connection.id,
      connection.name,
      connection.url,
      connection.connectedUserId,
      JSON.stringify(DEFAULT_CONFIGURATION),
    ],
  );
  if (row === undefined) return undefined;
  const organization = organizationOf(row);
  await insertConfigurationVersion(tx, organization, connection.by, null);
  await recordCreation(tx, organization, connection.by);
  return organization;
}
