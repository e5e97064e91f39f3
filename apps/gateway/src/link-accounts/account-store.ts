import type { ClosedConversations, HeldConversations, OrganizationState } from '@parley/contracts';
import type { ChangedBy } from '../connect-organization/organization';

/** An account of an organization, with what the directory says about it. */
export interface AccountOfOrganization {
  readonly accountId: string;
  /** Off after linking, until somebody turns it on (G3). */
  readonly enabled: boolean;
  /** An administrator vouches for a direct API contract, which X needs (G4). */
  readonly directApiContract: boolean;
  /** RFC 3339; T11: opening the account also fires for conversations closed since then. */
  readonly includeClosedSince: string | null;
  readonly linkedAt: string;
  /** From the directory; null while the platform has not told about the account, or has deleted it. */
  readonly network: string | null;
  readonly name: string | null;
  readonly deleted: boolean;
}

/** What a switch of an account may become. */
export interface AccountChange {
  readonly enabled?: boolean;
  readonly directApiContract?: boolean;
  readonly includeClosedSince?: string | null;
}

/** An account that belongs to another organization already. */
export interface AccountElsewhere {
  readonly accountId: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly organizationState: OrganizationState;
}

/** What became of linking accounts: all or none. */
export type LinkOutcome =
  | { readonly kind: 'linked' }
  | { readonly kind: 'elsewhere'; readonly accounts: readonly AccountElsewhere[] }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'unknown' };

/** What became of changing or removing one account. */
export type AccountOutcome = 'done' | 'not-linked' | 'organization-unknown';

/** Injects the `AccountStore`. */
export const ACCOUNT_STORE = Symbol('gateway.account-store');

/** Which account belongs to which organization: to one at most (A3). */
export interface AccountStore {
  /** By account id; undefined when there is no such organization. */
  list(organizationId: string): Promise<readonly AccountOfOrganization[] | undefined>;
  /** T11: what the account's switch holds back. */
  heldConversations(organizationId: string, accountId: string): Promise<HeldConversations>;
  /** T11: closed conversations of the account that have no ticket in the organization; `since` is RFC 3339. */
  closedConversations(organizationId: string, accountId: string, since: string): Promise<ClosedConversations>;
  link(organizationId: string, accountIds: readonly string[], by: ChangedBy): Promise<LinkOutcome>;
  change(
    organizationId: string,
    accountId: string,
    change: AccountChange,
    by: ChangedBy,
  ): Promise<AccountOutcome>;
  unlink(organizationId: string, accountId: string, by: ChangedBy): Promise<AccountOutcome>;
}
