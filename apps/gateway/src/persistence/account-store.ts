import type { ClosedConversations, HeldConversations, OrganizationState } from '@parley/contracts';
import type { Database, Transaction } from '@parley/platform';
import type { ChangedBy, Organization } from '../connect-organization/organization';
import type {
  AccountChange,
  AccountElsewhere,
  AccountOfOrganization,
  AccountOutcome,
  AccountStore,
  LinkOutcome,
} from '../link-accounts/account-store';
import { countClosedConversations } from './closed-conversations';
import { countHeldConversations } from './held-conversations';
import { lockOrganization, recordChange } from './organization-row';

interface AccountRow {
  readonly account_id: string;
  readonly enabled: boolean;
  readonly direct_api_contract: boolean;
  readonly include_closed_since: Date | null;
  readonly linked_at: Date;
  readonly network: string | null;
  readonly name: string | null;
  readonly deleted: boolean | null;
}

/** An organization without any account still gives a row, which tells it from one that does not exist. */
interface NoAccountRow {
  readonly account_id: null;
}

function hasAccount(row: AccountRow | NoAccountRow): row is AccountRow {
  return row.account_id !== null;
}

interface ElsewhereRow {
  readonly account_id: string;
  readonly organization_id: string;
  readonly name: string;
  readonly state: OrganizationState;
}

/** Linked accounts in Postgres; the primary key on the account is what makes "one organization at most" true. */
export class PostgresAccounts implements AccountStore {
  constructor(private readonly database: Database) {}

  async list(organizationId: string): Promise<readonly AccountOfOrganization[] | undefined> {
    const rows = await this.database.query<AccountRow | NoAccountRow>(
      `select a.account_id, a.enabled, a.direct_api_contract, a.include_closed_since, a.linked_at,
         d.type as network, d.label as name, d.deleted
       from organization o left join linked_account a on a.organization_id = o.id
       left join directory_entry d on d.kind = 'account' and d.id = a.account_id
       where o.id = $1 order by a.account_id`,
      [organizationId],
    );
    return rows.length === 0 ? undefined : rows.filter(hasAccount).map(accountOf);
  }

  heldConversations(organizationId: string, accountId: string): Promise<HeldConversations> {
    return countHeldConversations(this.database, organizationId, accountId);
  }

  closedConversations(
    organizationId: string,
    accountId: string,
    since: string,
  ): Promise<ClosedConversations> {
    return countClosedConversations(this.database, organizationId, accountId, since);
  }

  link(organizationId: string, accountIds: readonly string[], by: ChangedBy): Promise<LinkOutcome> {
    return this.database.transaction(async (tx): Promise<LinkOutcome> => {
      const organization = await lockOrganization(tx, organizationId);
      if (organization === undefined) return { kind: 'unknown' };
      if (organization.state === 'disconnected') return { kind: 'disconnected' };
      const sorted = [...new Set(accountIds)].sort();
      const owners = await ownersOf(tx, sorted);
      const accounts = owners.filter((owner) => owner.organizationId !== organizationId);
      if (accounts.length > 0) return { kind: 'elsewhere', accounts };
      const missing = sorted.filter((id) => !owners.some(({ accountId }) => accountId === id));
      if (missing.length > 0) await insertAccounts(tx, organization, missing, by);
      return { kind: 'linked' };
    });
  }

  change(
    organizationId: string,
    accountId: string,
    change: AccountChange,
    by: ChangedBy,
  ): Promise<AccountOutcome> {
    return this.withAccount(organizationId, accountId, { by, action: `account:${accountId}` }, async (tx) => {
      await tx.query(
        `update linked_account set enabled = coalesce($2, enabled), direct_api_contract = coalesce($3, direct_api_contract),
           include_closed_since = case when $4 then $5::timestamptz else include_closed_since end
         where account_id = $1`,
        [
          accountId,
          change.enabled ?? null,
          change.directApiContract ?? null,
          change.includeClosedSince !== undefined,
          change.includeClosedSince ?? null,
        ],
      );
    });
  }

  unlink(organizationId: string, accountId: string, by: ChangedBy): Promise<AccountOutcome> {
    return this.withAccount(organizationId, accountId, { by, action: `unlink:${accountId}` }, async (tx) => {
      await tx.query('delete from linked_account where account_id = $1', [accountId]);
    });
  }

  private withAccount(
    organizationId: string,
    accountId: string,
    change: { readonly by: ChangedBy; readonly action: string },
    work: (tx: Transaction) => Promise<void>,
  ): Promise<AccountOutcome> {
    return this.database.transaction(async (tx): Promise<AccountOutcome> => {
      const organization = await lockOrganization(tx, organizationId);
      if (organization === undefined) return 'organization-unknown';
      const linked = await tx.query(
        'select 1 from linked_account where account_id = $1 and organization_id = $2',
        [accountId, organizationId],
      );
      if (linked.length === 0) return 'not-linked';
      await recordChange(tx, organization, change, () => work(tx));
      return 'done';
    });
  }
}

/**
 * Who owns these accounts. The transaction lock makes two administrators who link the same account to two organizations take
 * turns, so that the second one is told who has it instead of meeting the primary key.
 */
async function ownersOf(
  tx: Transaction,
  accountIds: readonly string[],
): Promise<readonly AccountElsewhere[]> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('gateway.link-accounts'))`);
  const rows = await tx.query<ElsewhereRow>(
    `select a.account_id, o.id as organization_id, o.name, o.state
     from linked_account a join organization o on o.id = a.organization_id
     where a.account_id = any($1::text[]) order by a.account_id`,
    [accountIds],
  );
  return rows.map((row) => ({
    accountId: row.account_id,
    organizationId: row.organization_id,
    organizationName: row.name,
    organizationState: row.state,
  }));
}

async function insertAccounts(
  tx: Transaction,
  organization: Organization,
  accountIds: readonly string[],
  by: ChangedBy,
): Promise<void> {
  await recordChange(tx, organization, { by, action: 'link-accounts' }, async () => {
    await tx.query(
      'insert into linked_account (account_id, organization_id) select account_id, $1 from unnest($2::text[]) as account_id',
      [organization.id, accountIds],
    );
  });
}

function accountOf(row: AccountRow): AccountOfOrganization {
  return {
    accountId: row.account_id,
    enabled: row.enabled,
    directApiContract: row.direct_api_contract,
    includeClosedSince: row.include_closed_since?.toISOString() ?? null,
    linkedAt: row.linked_at.toISOString(),
    network: row.network,
    name: row.name,
    deleted: row.deleted ?? false,
  };
}
