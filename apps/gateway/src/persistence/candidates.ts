import type { Candidate } from '@parley/contracts';
import { customerUrl } from '../serve-customers/customer-url';

/** Users to choose among, as people see them: by the page that an agent opens. Who they are is asked of Zendesk and kept nowhere. */
export function candidatesOf(ids: string | null, organizationUrl: string | null): readonly Candidate[] {
  if (organizationUrl === null) return [];
  return readIds(ids).map((id) => ({ zendeskUserId: id, url: customerUrl(organizationUrl, id) }));
}

/** The ids in a column of the read model. */
export function readIds(column: string | null): readonly number[] {
  return column === null ? [] : (JSON.parse(column) as number[]);
}
