import type { ParkedTicketView } from '@parley/contracts';

/** A ticket that an error stops until a person has looked. */
export type ParkedTicket = ParkedTicketView;

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
