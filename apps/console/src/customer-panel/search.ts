import { textsOf } from '../ui/search-params';

const PARAMETERS = ['organizationId', 'contactId', 'accountId'] as const;

/** Which contact, in which organization, the customer panel is about; lives in the address. */
export type CustomerSearch = Partial<Record<(typeof PARAMETERS)[number], string>>;

/** The contact and organization of an address. */
export function customerSearch(search: Record<string, unknown>): CustomerSearch {
  return textsOf(search, PARAMETERS);
}
