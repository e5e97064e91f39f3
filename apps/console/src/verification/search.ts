import { textsOf } from '../ui/search-params';

const PARAMETERS = ['conversationId'] as const;

/** Which conversation the steps are shown of; lives in the address. */
export type VerificationSearch = Partial<Record<(typeof PARAMETERS)[number], string>>;

/** The conversation of an address. */
export function verificationSearch(search: Record<string, unknown>): VerificationSearch {
  return textsOf(search, PARAMETERS);
}
