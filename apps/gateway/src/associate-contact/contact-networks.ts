/** Injects the `ContactNetworks`. */
export const CONTACT_NETWORKS = Symbol('gateway.contact-networks');

/** What is known about where a contact writes. */
export interface ContactNetworks {
  /** Accounts of the contact's conversations, with their network and whether a direct API contract is marked. */
  accountsOf(contactId: string): Promise<readonly ContactAccount[]>;
  /** An account that the platform has told of; undefined for any other. */
  account(accountId: string): Promise<ContactAccount | undefined>;
}

/** An account that a contact has written to. */
export interface ContactAccount {
  readonly accountId: string;
  /** Null while the directory does not know the account. */
  readonly network: string | null;
  readonly directApiContract: boolean;
}
