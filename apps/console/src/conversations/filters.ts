import { textsOf } from '../ui/search-params';

const FILTERS = ['organizationId', 'accountId', 'state', 'reason', 'ticket', 'contactId', 'q'] as const;

/** What the list of conversations is narrowed to; lives in the address, so that it can be sent to somebody. */
export type ConversationFilters = Partial<Record<(typeof FILTERS)[number], string>>;

/** The filters of an address. */
export function conversationFilters(search: Record<string, unknown>): ConversationFilters {
  return textsOf(search, FILTERS);
}
