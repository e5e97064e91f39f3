import type { Candidate } from '@parley/contracts';

/** A ticket that an error stops until a person has looked. */
export interface ParkedTicket {
  /** Its ticket key: what retry and ignore will name. */
  readonly id: string;
  readonly organizationId: string;
  readonly conversationId: string;
  readonly contactId: string;
  readonly accountId: string | null;
  readonly reason: string;
  /** What letting it go would skip. */
  readonly effectId: string | null;
  /** RFC 3339. */
  readonly since: string;
  readonly zendeskTicketId: number | null;
  readonly url: string | null;
  /** Users to choose among, where the customer is ambiguous (C3). */
  readonly candidates?: readonly Candidate[];
}

/** What the list is narrowed to. */
export interface ParkedFilter {
  readonly organizationId?: string;
  readonly reason?: string;
  /** RFC 3339: only what was parked before. */
  readonly parkedBefore?: string;
  /** Only these ticket keys. */
  readonly ids?: readonly string[];
}

/** Injects the `ParkedStore`. */
export const PARKED_STORE = Symbol('gateway.parked-store');

/** What waits for a person (X3). */
export interface ParkedStore {
  /** Longest waiting first, after the given place. */
  list(
    filter: ParkedFilter,
    limit: number,
    after?: { readonly since: string; readonly id: string },
  ): Promise<readonly ParkedTicket[]>;
}
