import type {
  AssociationPreview,
  AssociationView,
  CreatedCustomer,
  CustomerList,
  UserFieldsView,
  UserFieldValue,
} from '@parley/contracts';
import { queryOptions } from '@tanstack/react-query';
import { change, read } from '../api/client';
import { organizationPath } from '../organizations/queries';

/** Which contact an advisor works with, in which organization; the account where it is known. */
export interface Place {
  readonly organizationId: string;
  readonly contactId: string;
  readonly accountId?: string | undefined;
}

function associationPath({ contactId, organizationId }: Place): string {
  return `/v1/contacts/${encodeURIComponent(contactId)}/associations/${encodeURIComponent(organizationId)}`;
}

/** The fields of customers as this Zendesk has them, and the lists of the configuration. */
export function userFieldsQuery(place: Place) {
  return queryOptions({
    queryKey: ['customers', place.organizationId, 'fields'],
    queryFn: ({ signal }) =>
      read<UserFieldsView>(`${organizationPath(place.organizationId)}/user-fields`, {}, signal),
    staleTime: 60_000,
    meta: { live: [{ kind: 'organization', id: place.organizationId }] },
  });
}

/** Customers in whose search fields the text stands. */
export function customersQuery(place: Place, query: string) {
  const { contactId, accountId } = place;
  return queryOptions({
    queryKey: ['customers', place.organizationId, 'search', query, contactId, accountId ?? ''],
    queryFn: ({ signal }) =>
      read<CustomerList>(
        `${organizationPath(place.organizationId)}/customers`,
        { query, contactId, accountId },
        signal,
      ),
    enabled: query !== '',
  });
}

/** What an association would send. Also tells whether the contact may be associated at all (G4). */
export function previewQuery(place: Place, zendeskUserId: number) {
  return queryOptions({
    queryKey: ['customers', place.organizationId, 'preview', place.contactId, zendeskUserId],
    queryFn: ({ signal }) =>
      read<AssociationPreview>(associationPath(place), { preview: true, zendeskUserId }, signal),
    staleTime: 0,
    meta: { live: [{ kind: 'conversation', organizationId: place.organizationId }] },
  });
}

/** Associates the contact. */
export function associate(place: Place, zendeskUserId: number): Promise<AssociationView> {
  return change('PUT', associationPath(place), { zendeskUserId });
}

/** Ends the association of the contact. */
export function disassociate(place: Place): Promise<void> {
  return change('DELETE', associationPath(place));
}

/** Creates a customer; the same values for the same contact are the same customer. */
export function createCustomer(
  place: Place,
  fields: Readonly<Record<string, UserFieldValue>>,
): Promise<CreatedCustomer> {
  const { contactId, accountId } = place;
  return change('POST', `${organizationPath(place.organizationId)}/customers`, {
    fields,
    contactId,
    accountId,
  });
}
