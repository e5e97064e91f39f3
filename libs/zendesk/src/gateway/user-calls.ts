import type { Clock } from '@parley/platform';
import type { CallClass } from './call';
import type { NewUser, ZendeskGateway } from './gateway';
import { jsonBody, queryOf } from './json-body';
import { mapBody, type Unapplied, type ZendeskOutcome } from './outcome';
import { comparableEmail, exactUserQuery, isSearchable, userQuery, type UserTerm } from './user-search';
import { RememberedAgents } from './remembered-agents';
import {
  IdentityListShape,
  ME_PATH,
  MeShape,
  UserAnswerShape,
  UserFieldListShape,
  UserListShape,
  type Me,
  type UserField,
  type ZendeskUser,
} from './shapes';

type Send = ZendeskGateway['send'];

const PAGE = 100;
/** A search for one address finds a handful of users at most; of more, only so many are asked for their secondary addresses. */
const MOST_CANDIDATES = 10;
/** Pages of user fields that are read at most; an account has some dozens. */
const MOST_PAGES = 10;

/** The calls about users. */
export class UserCalls {
  private readonly agents: RememberedAgents;

  constructor(
    private readonly send: Send,
    clock: Clock,
  ) {
    this.agents = new RememberedAgents(clock);
  }

  async me(organizationId: string): Promise<ZendeskOutcome<Me>> {
    const call = { method: 'GET', path: ME_PATH, callClass: 'read', shape: MeShape } as const;
    return mapBody(await this.send(organizationId, call), meOf);
  }

  async searchUsersByEmail(
    organizationId: string,
    email: string,
  ): Promise<ZendeskOutcome<readonly ZendeskUser[]>> {
    const found = await this.search(organizationId, exactUserQuery('email', email), PAGE);
    if (found.kind !== 'ok' || found.body.length === 0) return found;
    // The index runs minutes behind: who the users are now, and whether they still are, is read from the records themselves.
    const present = await this.showManyUsers(
      organizationId,
      found.body.slice(0, MOST_CANDIDATES).map(({ id }) => id),
    );
    if (present.kind !== 'ok') return present;
    const owners: ZendeskUser[] = [];
    for (const user of present.body) {
      const owns = await this.owns(organizationId, user, email);
      if (owns === true) owners.push(user);
      else if (owns !== false) return owns;
    }
    return { ...present, body: owners };
  }

  async searchUsers(
    organizationId: string,
    term: UserTerm,
    most: number,
  ): Promise<ZendeskOutcome<readonly ZendeskUser[]>> {
    if (!isSearchable(term.text)) throw new TypeError('there is nothing to look for in the text');
    return this.search(organizationId, userQuery(term), most);
  }

  async showUser(organizationId: string, userId: number): Promise<ZendeskOutcome<ZendeskUser>> {
    const call = {
      method: 'GET',
      path: `/api/v2/users/${userId}`,
      callClass: 'user',
      shape: UserAnswerShape,
    } as const;
    return mapBody(await this.send(organizationId, call), ({ user }) => user);
  }

  async showManyUsers(
    organizationId: string,
    userIds: readonly number[],
    callClass: CallClass = 'user',
  ): Promise<ZendeskOutcome<readonly ZendeskUser[]>> {
    return this.showMany(organizationId, `ids=${userIds.join(',')}`, callClass);
  }

  async userByExternalId(
    organizationId: string,
    externalId: string,
  ): Promise<ZendeskOutcome<ZendeskUser | undefined>> {
    const outcome = await this.showMany(organizationId, queryOf({ external_ids: externalId }), 'user');
    return mapBody(outcome, (users) =>
      users.find(({ external_id }) => external_id?.toLowerCase() === externalId.toLowerCase()),
    );
  }

  async createUser(
    organizationId: string,
    { name, email, externalId, properties }: NewUser,
  ): Promise<ZendeskOutcome<ZendeskUser>> {
    const address = email === undefined ? {} : { email };
    const fixed = { external_id: externalId, role: 'end-user', skip_verify_email: true };
    const user = { ...properties, name, ...address, ...fixed };
    const outcome = await this.send(organizationId, {
      method: 'POST',
      path: '/api/v2/users',
      callClass: 'user',
      body: jsonBody({ user }),
      shape: UserAnswerShape,
    });
    return mapBody(outcome, (answer) => answer.user);
  }

  async findAgentByEmail(
    organizationId: string,
    email: string,
  ): Promise<ZendeskOutcome<ZendeskUser | undefined>> {
    return this.agents.find(organizationId, email, async () =>
      mapBody(
        await this.searchUsersByEmail(organizationId, email),
        (users) => users.filter(isWorkingAgent).sort((a, b) => a.id - b.id)[0],
      ),
    );
  }

  async userFields(organizationId: string): Promise<ZendeskOutcome<readonly UserField[]>> {
    const fields: UserField[] = [];
    for (let page = 1; ; page += 1) {
      const outcome = await this.send(organizationId, {
        method: 'GET',
        path: `/api/v2/user_fields?${queryOf({ per_page: PAGE, page })}`,
        callClass: 'read',
        shape: UserFieldListShape,
      });
      if (outcome.kind !== 'ok') return outcome;
      fields.push(...outcome.body.user_fields);
      if (typeof outcome.body.next_page !== 'string' || page === MOST_PAGES)
        return { ...outcome, body: fields };
    }
  }

  private async search(
    organizationId: string,
    query: string,
    most: number,
  ): Promise<ZendeskOutcome<readonly ZendeskUser[]>> {
    const call = {
      method: 'GET',
      path: `/api/v2/users/search?${queryOf({ query, per_page: most })}`,
      callClass: 'user',
      shape: UserListShape,
    } as const;
    return mapBody(await this.send(organizationId, call), ({ users }) => users);
  }

  private async showMany(
    organizationId: string,
    query: string,
    callClass: CallClass,
  ): Promise<ZendeskOutcome<readonly ZendeskUser[]>> {
    const call = {
      method: 'GET',
      path: `/api/v2/users/show_many?${query}`,
      callClass,
      shape: UserListShape,
    } as const;
    return mapBody(await this.send(organizationId, call), ({ users }) => users);
  }

  /** Only an exact address counts (C3): the primary one, else a secondary one among the user's identities. What stands in the way is given back. */
  private async owns(
    organizationId: string,
    { id, email: primary }: ZendeskUser,
    email: string,
  ): Promise<boolean | Unapplied> {
    const wanted = comparableEmail(email);
    if (typeof primary === 'string' && comparableEmail(primary) === wanted) return true;
    const outcome = await this.send(organizationId, {
      method: 'GET',
      path: `/api/v2/users/${id}/identities?${queryOf({ per_page: PAGE })}`,
      callClass: 'user',
      shape: IdentityListShape,
    });
    // Deleted since: nobody's address any more.
    if (outcome.kind === 'refused' && outcome.code === 'not-found') return false;
    if (outcome.kind !== 'ok') return outcome;
    return outcome.body.identities.some(
      ({ type, value }) => type === 'email' && comparableEmail(value) === wanted,
    );
  }
}

/** Reads `users/me`; the anonymous user was taken for a refused token before. */
export function meOf({
  user,
}: {
  readonly user: { readonly id: number | null; readonly role?: string | null };
}): Me {
  return { id: user.id ?? 0, role: user.role ?? 'end-user' };
}

function isWorkingAgent({ role, active, suspended }: ZendeskUser): boolean {
  return (role === 'agent' || role === 'admin') && active !== false && suspended !== true;
}
