import type { Clock } from '@parley/platform';
import type { CallClass } from './call';
import type { NewUser, ZendeskGateway } from './gateway';
import { jsonBody, queryOf } from './json-body';
import { mapBody, type ZendeskOutcome } from './outcome';
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
    const query = `email:"${email.replace(/["\\]/g, '\\$&')}"`;
    const path = `/api/v2/users/search?${queryOf({ query, per_page: PAGE })}`;
    const outcome = await this.send(organizationId, {
      method: 'GET',
      path,
      callClass: 'user',
      shape: UserListShape,
    });
    if (outcome.kind !== 'ok') return outcome;
    const owners: ZendeskUser[] = [];
    for (const user of outcome.body.users.slice(0, MOST_CANDIDATES)) {
      const owns = await this.owns(organizationId, user, email);
      if (owns.kind !== 'ok') return owns;
      if (owns.body) owners.push(user);
    }
    return { ...outcome, body: owners };
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
    { name, email, externalId }: NewUser,
  ): Promise<ZendeskOutcome<ZendeskUser>> {
    const address = email === undefined ? {} : { email };
    const user = { name, ...address, external_id: externalId, role: 'end-user', skip_verify_email: true };
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
    const call = {
      method: 'GET',
      path: `/api/v2/user_fields?per_page=${PAGE}`,
      callClass: 'read',
      shape: UserFieldListShape,
    } as const;
    return mapBody(await this.send(organizationId, call), ({ user_fields }) => user_fields);
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

  /** Only an exact address counts (C3): the primary one, else a secondary one among the user's identities. */
  private async owns(
    organizationId: string,
    user: ZendeskUser,
    email: string,
  ): Promise<ZendeskOutcome<boolean>> {
    const wanted = email.toLowerCase();
    const path = `/api/v2/users/${user.id}/identities`;
    if (user.email?.toLowerCase() === wanted) {
      return {
        kind: 'ok',
        method: 'GET',
        path,
        durationMs: 0,
        status: 200,
        body: true,
        replayed: false,
        unpermittedKeys: [],
      };
    }
    const outcome = await this.send(organizationId, {
      method: 'GET',
      path,
      callClass: 'user',
      shape: IdentityListShape,
    });
    return mapBody(outcome, ({ identities }) =>
      identities.some(({ type, value }) => type === 'email' && value.toLowerCase() === wanted),
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
