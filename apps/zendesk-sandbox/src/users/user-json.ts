import { textOf, type JsonObject } from '../http/json';
import { timestamp } from '../http/timestamps';
import type { Account } from '../world/account';
import { emailOf, isAgent, type Identity, type User } from './user';

/** A user as the API shows it to agents. */
export function userJson(account: Account, user: User, baseUrl: string): JsonObject {
  const agent = isAgent(user);
  return {
    id: user.id,
    url: `${baseUrl}/api/v2/users/${user.id}.json`,
    name: user.name,
    email: emailOf(user),
    created_at: timestamp(user.createdAt),
    updated_at: timestamp(user.updatedAt),
    time_zone: user.timeZone,
    iana_time_zone: user.timeZone === 'UTC' ? 'Etc/UTC' : user.timeZone,
    phone: user.phone,
    shared_phone_number: user.phone === null ? null : false,
    photo: null,
    locale_id: 1,
    locale: user.locale,
    organization_id: user.organizationId,
    role: user.role,
    verified: user.verified,
    external_id: user.externalId,
    tags: user.tags,
    alias: user.alias,
    active: user.active,
    shared: false,
    shared_agent: false,
    last_login_at: null,
    two_factor_auth_enabled: agent ? false : null,
    signature: user.signature,
    details: user.details,
    notes: user.notes,
    role_type: user.role === 'agent' ? 0 : null,
    custom_role_id: null,
    moderator: user.moderator || user.role === 'admin',
    ticket_restriction: agent ? null : 'requested',
    only_private_comments: user.onlyPrivateComments,
    restricted_agent: !agent,
    suspended: user.suspended,
    default_group_id: user.defaultGroupId,
    report_csv: user.role === 'admin',
    user_fields: userFieldsJson(account, user),
  };
}

/** What `users/me` says to a caller without credentials: 200 and nobody. */
export function anonymousJson(): JsonObject {
  return {
    id: null,
    url: null,
    name: 'Anonymous user',
    email: 'invalid@example.com',
    created_at: null,
    updated_at: null,
    time_zone: 'UTC',
    locale: 'en-US',
    organization_id: null,
    role: 'end-user',
    verified: false,
    external_id: null,
    tags: [],
    active: true,
    suspended: false,
    user_fields: {},
  };
}

/** An identity as the API shows it. */
export function identityJson(user: User, identity: Identity, baseUrl: string): JsonObject {
  return {
    url: `${baseUrl}/api/v2/users/${user.id}/identities/${identity.id}.json`,
    id: identity.id,
    user_id: user.id,
    type: identity.type,
    value: identity.value,
    verified: identity.verified,
    verification_method: identity.verified ? 'full' : 'none',
    primary: identity.primary,
    created_at: timestamp(identity.createdAt),
    updated_at: timestamp(identity.updatedAt),
    ...(identity.type === 'email' ? { undeliverable_count: 0, deliverable_state: 'deliverable' } : {}),
  };
}

/** Every active user field with its value; null, or false for a checkbox, where there is none. */
function userFieldsJson(account: Account, user: User): JsonObject {
  const fields = account.catalog
    .list('user_fields')
    .filter(({ properties }) => properties['active'] === true);
  return Object.fromEntries(
    fields.map(({ properties }) => {
      const key = textOf(properties['key']);
      return [key, user.userFields[key] ?? (properties['type'] === 'checkbox' ? false : null)];
    }),
  );
}
