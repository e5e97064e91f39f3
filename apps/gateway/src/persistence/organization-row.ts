import type {
  LinkedAccount,
  OrganizationConfiguration,
  OrganizationDocument,
  OrganizationState,
} from '@parley/contracts';
import type { Transaction } from '@parley/platform';
import { noteChanges } from './change-notes';
import type { ChangedBy, Organization } from '../connect-organization/organization';

/** A row of `organization`. */
export interface OrganizationRow {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly state: OrganizationState;
  readonly connected_user_id: string;
  readonly version: string;
  readonly configuration_version: number;
  readonly configuration: string;
  readonly created_at: Date;
  readonly changed_at: Date;
}

/** Columns of {@link OrganizationRow}. */
export const ORGANIZATION_COLUMNS =
  'id, name, url, state, connected_user_id, version, configuration_version, configuration, created_at, changed_at';

/** The organization in a row. */
export function organizationOf(row: OrganizationRow): Organization {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    state: row.state,
    connectedUserId: Number(row.connected_user_id),
    version: Number(row.version),
    configurationVersion: row.configuration_version,
    configuration: JSON.parse(row.configuration) as OrganizationConfiguration,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

interface AccountRow {
  readonly account_id: string;
  readonly enabled: boolean;
  readonly direct_api_contract: boolean;
  readonly include_closed_since: Date | null;
}

/** What is published about the organization, as this transaction sees it. */
export async function documentOf(
  tx: Pick<Transaction, 'query'>,
  organization: Organization,
): Promise<OrganizationDocument> {
  const accounts = await tx.query<AccountRow>(
    `select account_id, enabled, direct_api_contract, include_closed_since from linked_account
     where organization_id = $1 order by account_id`,
    [organization.id],
  );
  return {
    version: organization.version,
    organizationId: organization.id,
    name: organization.name,
    url: organization.url,
    state: organization.state,
    connectedUserId: organization.connectedUserId,
    accounts: accounts.map(accountOf),
    configuration: organization.configuration,
    changedAt: organization.changedAt.toISOString(),
  };
}

function accountOf(row: AccountRow): LinkedAccount {
  const since = row.include_closed_since?.toISOString();
  return {
    accountId: row.account_id,
    enabled: row.enabled,
    directApiContract: row.direct_api_contract,
    ...(since === undefined ? {} : { includeClosedSince: since }),
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** True for text that can be an organization's id; Postgres would refuse to compare any other with one. */
export function isOrganizationId(id: string): boolean {
  return UUID.test(id);
}

/** The organization, locked until the transaction ends; undefined when there is none. */
export async function lockOrganization(tx: Transaction, id: string): Promise<Organization | undefined> {
  if (!isOrganizationId(id)) return undefined;
  const [row] = await tx.query<OrganizationRow>(
    `select ${ORGANIZATION_COLUMNS} from organization where id = $1 for update`,
    [id],
  );
  return row && organizationOf(row);
}

/**
 * Does one change to a locked organization: raises its version and records who did what, with the document before and after.
 * `work` changes the tables; the version is raised first, so that `work` may read it.
 */
export async function recordChange(
  tx: Transaction,
  organization: Organization,
  change: { readonly by: ChangedBy; readonly action: string },
  work: () => Promise<void>,
): Promise<Organization> {
  const before = await documentOf(tx, organization);
  await work();
  const [row] = await tx.query<OrganizationRow>(
    `update organization set version = version + 1, changed_at = now() where id = $1 returning ${ORGANIZATION_COLUMNS}`,
    [organization.id],
  );
  if (row === undefined) throw new TypeError('a locked organization cannot vanish');
  const changed = organizationOf(row);
  await insertChange(tx, changed, change, before);
  return changed;
}

/** Records the first state of an organization, which has no "before". */
export function recordCreation(tx: Transaction, organization: Organization, by: ChangedBy): Promise<void> {
  return insertChange(tx, organization, { by, action: 'connect' }, undefined);
}

async function insertChange(
  tx: Transaction,
  organization: Organization,
  change: { readonly by: ChangedBy; readonly action: string },
  before: OrganizationDocument | undefined,
): Promise<void> {
  const after = await documentOf(tx, organization);
  await tx.query(
    `insert into organization_change (organization_id, version, changed_by, action, before, after)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      organization.id,
      organization.version,
      change.by,
      change.action,
      before === undefined ? null : JSON.stringify(before),
      JSON.stringify(after),
    ],
  );
  await noteChanges(tx, [{ kind: 'organization', id: organization.id, organizationId: organization.id }]);
}
