import type { Parameters } from '../http/parameters';
import { recordInvalid } from '../http/zendesk-error';
import { tagNames } from '../tags/tag-names';
import type { Account } from '../world/account';
import { addIdentity, checkIdentity, readIdentities } from './identities';
import { newIdentity, newUser } from './new-user';
import { ROLES, type User } from './user';
import { readUserFields } from './user-field-values';

/** Keys of `user` that the server knows. */
export const USER_KEYS: ReadonlySet<string> = new Set([
  'alias',
  'custom_role_id',
  'default_group_id',
  'details',
  'email',
  'external_id',
  'id',
  'identities',
  'locale',
  'locale_id',
  'moderator',
  'name',
  'notes',
  'only_private_comments',
  'organization',
  'organization_id',
  'password',
  'phone',
  'photo',
  'remote_photo_url',
  'role',
  'shared_phone_number',
  'signature',
  'skip_verify_email',
  'suspended',
  'tags',
  'ticket_restriction',
  'time_zone',
  'user_fields',
  'verified',
]);

const MAX_EXTERNAL_ID = 255;

/**
 * Makes a user; "only `name` mandatory; e-mail may be absent".
 *
 * @throws ZendeskError 422 for a missing name, or an address or external id that another user has
 */
export function createUser(account: Account, parameters: Parameters): User {
  const user = newUser(account, {
    name: readName(parameters.text('name') ?? ''),
    verified: parameters.flag('verified') ?? false,
  });
  applyFields(account, user, parameters);
  const email = readEmail(account, user, parameters);
  if (email !== undefined) {
    user.identities.push(
      newIdentity(account, { type: 'email', value: email, verified: user.verified, primary: true }),
    );
  }
  for (const seed of readIdentities(account, user, parameters.raw('identities')))
    addIdentity(account, user, seed);
  account.users.add(user);
  account.noteUser(user);
  return user;
}

/**
 * Changes a user. "Changing `email` adds a secondary address rather than replacing the primary."
 *
 * @throws ZendeskError 422 as for a creation
 */
export function updateUser(account: Account, user: User, parameters: Parameters): User {
  const draft = structuredClone(user);
  if (parameters.has('name')) draft.name = readName(parameters.text('name') ?? '');
  applyFields(account, draft, parameters);
  const email = readEmail(account, user, parameters);
  const known =
    email === undefined ||
    draft.identities.some((one) => one.type === 'email' && one.value.toLowerCase() === email.toLowerCase());
  if (!known)
    addIdentity(account, draft, {
      type: 'email',
      value: email,
      verified: parameters.flag('verified') ?? false,
    });
  draft.updatedAt = account.now();
  account.users.change(user, () => Object.assign(user, draft));
  account.noteUser(user);
  return user;
}

function applyFields(account: Account, user: User, parameters: Parameters): void {
  const externalId = parameters.text('external_id');
  if (externalId !== undefined) user.externalId = readExternalId(account, user, externalId);
  for (const key of ['phone', 'alias', 'details', 'notes', 'signature'] as const) {
    const text = parameters.text(key);
    if (text !== undefined) user[key] = text === '' ? null : text;
  }
  user.locale = parameters.text('locale') ?? user.locale;
  user.timeZone = parameters.text('time_zone') ?? user.timeZone;
  user.role = readRole(parameters.text('role')) ?? user.role;
  user.suspended = parameters.flag('suspended') ?? user.suspended;
  user.verified = parameters.flag('verified') ?? user.verified;
  user.moderator = parameters.flag('moderator') ?? user.moderator;
  user.onlyPrivateComments = parameters.flag('only_private_comments') ?? user.onlyPrivateComments;
  const organizationId = parameters.id('organization_id');
  if (organizationId !== undefined) user.organizationId = organizationId;
  const groupId = parameters.id('default_group_id');
  if (groupId !== undefined) user.defaultGroupId = groupId;
  const tags = parameters.texts('tags');
  if (tags !== undefined) user.tags = tagNames(tags);
  user.userFields = {
    ...user.userFields,
    ...readUserFields(account, parameters.freeObject('user_fields') ?? {}),
  };
}

function readName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '')
    throw recordInvalid('name', { description: 'Name: is too short (minimum is 1 characters)' });
  return trimmed;
}

function readEmail(account: Account, user: User, parameters: Parameters): string | undefined {
  const email = parameters.text('email')?.trim();
  if (email === undefined || email === '') return undefined;
  checkIdentity(account, user, 'email', email, 'email');
  return email;
}

/** "User `external_id` is unique in the account and compared without case." */
function readExternalId(account: Account, user: User, externalId: string | null): string | null {
  if (externalId === null || externalId === '') return null;
  if (externalId.length > MAX_EXTERNAL_ID) {
    throw recordInvalid('external_id', { description: 'External is too long (maximum is 255 characters)' });
  }
  const holder = account.users.findByExternalId(externalId);
  if (holder !== undefined && holder.id !== user.id) {
    throw recordInvalid('external_id', {
      description: 'External has already been taken',
      error: 'DuplicateValue',
    });
  }
  return externalId;
}

function readRole(role: string | null | undefined): User['role'] | undefined {
  if (role === undefined || role === null) return undefined;
  const known = ROLES.find((candidate) => candidate === role);
  if (known === undefined)
    throw recordInvalid('role', { description: `Role: ${role} is not valid`, error: 'InvalidValue' });
  return known;
}
