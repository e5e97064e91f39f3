/** What Parley takes a customer for. */
export type KnownAs = 'usable' | 'suspended' | 'gone';

/** Known customers of one organization that are to be looked at again. */
export interface CheckPage {
  readonly organizationId: string;
  /** A user may be there several times: as an advisor's choice, and found by an address. */
  readonly customers: readonly { readonly zendeskUserId: number; readonly knownAs: KnownAs }[];
}

/** Which customers have not been looked at for long, and what to do about those that changed. */
export interface CustomerChecks {
  /** Takes the customers (100 at most, of one organization) that were looked at longest ago, and before `olderThanMs`; undefined when there are none. */
  takePage(olderThanMs: number): Promise<CheckPage | undefined>;
  /** Has the worker find these customers anew. Says how many requesters that are. */
  findAnew(organizationId: string, zendeskUserIds: readonly number[]): Promise<number>;
}
