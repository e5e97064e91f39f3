import type { ParkedFilter, ParkedTicket } from '../error-desk/parked-store';

/** The customer that a ticket waits for. */
export interface RequesterOfTicket {
  readonly organizationId: string;
  readonly contactId: string;
  readonly requesterKey: string;
  /** Why the customer cannot be used; null where they can. */
  readonly reason: string | null;
  /** Users to choose among, where several have the address (C3). */
  readonly candidates: readonly number[];
}

/** Injects the `AmbiguousRequesters`. */
export const AMBIGUOUS_REQUESTERS = Symbol('gateway.ambiguous-requesters');

/** Tickets that wait until somebody has chosen among several users (C3). */
export interface AmbiguousRequesters {
  /** In the order of the parked list, after the given place. */
  list(
    filter: ParkedFilter,
    limit: number,
    after?: { readonly since: string; readonly id: string },
  ): Promise<readonly ParkedTicket[]>;
  /** The customer of a ticket, by its key; undefined when nothing asked for such a ticket. */
  find(ticketKey: string): Promise<RequesterOfTicket | undefined>;
}
