import { textsOf } from '../ui/search-params';

const FILTERS = ['organizationId', 'reason'] as const;

/** What the error desk is narrowed to; lives in the address. */
export type ParkedFilters = Partial<Record<(typeof FILTERS)[number], string>>;

/** The filters of an address. */
export function parkedFilters(search: Record<string, unknown>): ParkedFilters {
  return textsOf(search, FILTERS);
}
