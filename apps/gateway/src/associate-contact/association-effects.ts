import type { AssociationPreview } from '@parley/contracts';

/** Injects the `AssociationEffects`. */
export const ASSOCIATION_EFFECTS = Symbol('gateway.association-effects');

/** How many conversations an association would move, and how. */
export type AssociationCounts = Pick<AssociationPreview, 'newTickets' | 'newRequesters' | 'waiting'>;

/** What an association would do to the conversations of its contact, as far as the read model knows them. */
export interface AssociationEffects {
  /** Counts the contact's conversations in the organization by what would become of them. */
  count(
    path: { readonly contactId: string; readonly organizationId: string },
    zendeskUserId: number,
  ): Promise<AssociationCounts>;
}
