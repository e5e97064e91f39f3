import { withPatience } from '@parley/zendesk';
import type { ZendeskGateway, ZendeskOutcome } from '@parley/zendesk';

/** The calls that advisors' requests need. */
export type AdvisorUsers = Pick<
  ZendeskGateway,
  | 'createUser'
  | 'searchUsers'
  | 'searchUsersByEmail'
  | 'showManyUsers'
  | 'showUser'
  | 'userByExternalId'
  | 'userFields'
>;

/** The same calls, each with the patience of the person who waits for it. */
export function patientUsers(users: AdvisorUsers, patienceMs?: number): AdvisorUsers {
  const wait = <T>(call: () => Promise<ZendeskOutcome<T>>) => withPatience(call, patienceMs);
  return {
    createUser: (...asked) => wait(() => users.createUser(...asked)),
    searchUsers: (...asked) => wait(() => users.searchUsers(...asked)),
    searchUsersByEmail: (...asked) => wait(() => users.searchUsersByEmail(...asked)),
    showManyUsers: (...asked) => wait(() => users.showManyUsers(...asked)),
    showUser: (...asked) => wait(() => users.showUser(...asked)),
    userByExternalId: (...asked) => wait(() => users.userByExternalId(...asked)),
    userFields: (...asked) => wait(() => users.userFields(...asked)),
  };
}
