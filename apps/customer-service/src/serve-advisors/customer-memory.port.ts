/** A customer that Parley made for an advisor. */
export interface MadeCustomer {
  readonly organizationId: string;
  /** `email:<normalised>`: what Mode B would look for (C3). */
  readonly requesterKey: string;
  readonly email: string;
  readonly name: string;
  readonly zendeskUserId: number;
}

/** Parley's own memory of who is which Zendesk user (C6), as far as advisors need it. */
export interface CustomerMemory {
  /** The user of a requester, where it is known and usable. */
  userOf(organizationId: string, requesterKey: string): Promise<number | undefined>;
  /** Remembers a customer, and tells it: from now on nobody has to look for the address. */
  remember(made: MadeCustomer): Promise<void>;
}
