import type { Transaction } from '@parley/platform';
import type { DirectoryAccount, OrganizationCopy } from '@parley/sync-policy';
import type { ConfigurationStore } from '../follow-configuration/configuration-store';
import { ConfigurationView } from '../follow-configuration/configuration-view';
import { column, columnOf } from './columns';
import { readAccount, readOrganization, writeAccount, writeOrganization } from './stored-configuration';

type Table = 'organization' | 'account';

/** Copies in the evaluator's schema; the whole of them is kept in memory by version, which every change raises. */
export class PostgresConfigurationStore implements ConfigurationStore {
  private view: ConfigurationView | undefined;

  async current(tx: Transaction): Promise<ConfigurationView> {
    const [row] = await tx.query<{ version: string }>('select version from configuration');
    const version = Number(row?.version ?? 0);
    if (this.view?.version === version) return this.view;
    const organizations = await tx.query<{ copy: string }>('select copy from organization');
    const accounts = await tx.query<{ copy: string }>('select copy from account');
    const view = new ConfigurationView(
      version,
      organizations.map(({ copy }) => readOrganization(copy)),
      accounts.map(({ copy }) => readAccount(copy)),
    );
    // A transaction that changed the copies and is rolled back must not leave its version behind: it never reads here.
    this.view = view;
    return view;
  }

  async organizations(
    tx: Transaction,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, OrganizationCopy>> {
    const rows = await this.load(tx, 'organization', ids);
    return new Map(rows.map(({ id, copy }) => [id, readOrganization(copy)]));
  }

  async accounts(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, DirectoryAccount>> {
    const rows = await this.load(tx, 'account', ids);
    return new Map(rows.map(({ id, copy }) => [id, readAccount(copy)]));
  }

  async save(
    tx: Transaction,
    { organizations = [], accounts = [] }: Parameters<ConfigurationStore['save']>[1],
  ) {
    if (organizations.length === 0 && accounts.length === 0) return;
    const copies = organizations.map((copy) => [copy.organization.id, writeOrganization(copy)] as const);
    await this.replace(tx, 'organization', copies);
    await this.replace(
      tx,
      'account',
      accounts.map((account) => [account.id, writeAccount(account)] as const),
    );
    await tx.query('update configuration set version = version + 1');
  }

  private load(tx: Transaction, table: Table, ids: readonly string[]) {
    return tx.query<{ id: string; copy: string }>(
      `select id, copy from ${table} where id = any(${columnOf(1)})`,
      [column(ids)],
    );
  }

  private async replace(
    tx: Transaction,
    table: Table,
    rows: readonly (readonly [id: string, copy: string])[],
  ) {
    if (rows.length === 0) return;
    await tx.query(
      `insert into ${table} (id, copy) select * from unnest(${columnOf(1)}, ${columnOf(2)})
       on conflict (id) do update set copy = excluded.copy`,
      [column(rows.map(([id]) => id)), column(rows.map(([, copy]) => copy))],
    );
  }
}
