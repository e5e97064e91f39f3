import type { Database } from '@parley/platform';
import type { ContactAccount, ContactNetworks } from '../associate-contact/contact-networks';

interface AccountRow {
  readonly account_id: string;
  readonly network: string | null;
  readonly direct_api_contract: boolean | null;
}

/** Where contacts write, from the read model and the directory. */
export class PostgresContactNetworks implements ContactNetworks {
  constructor(private readonly database: Database) {}

  async accountsOf(contactId: string): Promise<readonly ContactAccount[]> {
    const rows = await this.database.query<AccountRow>(
      `select distinct c.account_id, d.type as network, a.direct_api_contract from conversation c
       left join directory_entry d on d.kind = 'account' and d.id = c.account_id
       left join linked_account a on a.account_id = c.account_id
       where c.contact_id = $1 and c.account_id is not null`,
      [contactId],
    );
    return rows.map(accountOf);
  }

  async account(accountId: string): Promise<ContactAccount | undefined> {
    const [row] = await this.database.query<AccountRow>(
      `select d.id as account_id, d.type as network, a.direct_api_contract from directory_entry d
       left join linked_account a on a.account_id = d.id
       where d.kind = 'account' and d.id = $1`,
      [accountId],
    );
    return row && accountOf(row);
  }
}

function accountOf({ account_id, network, direct_api_contract }: AccountRow): ContactAccount {
  return { accountId: account_id, network, directApiContract: direct_api_contract ?? false };
}
