import { isJsonObject, textOf, type JsonValue } from '../http/json';
import { recordInvalid } from '../http/zendesk-error';
import type { Account } from '../world/account';
import { newIdentity } from './new-user';
import type { Identity, User } from './user';

/** Types that the API can create. */
const CREATABLE = new Set(['email', 'twitter', 'facebook', 'google', 'agent_forwarding', 'phone_number']);

/** Local part, at sign, domain with a dot; no spaces. */
const EMAIL = /^[^\s@<>()[\]",;:\\]+@[^\s@<>()[\]",;:\\]+\.[^\s@<>()[\]",;:\\.]{2,}$/u;

/** An identity that shall be added. */
export interface IdentitySeed {
  readonly type: string;
  readonly value: string;
  readonly verified: boolean;
}

/** Adds an identity; the first address becomes the primary one. */
export function addIdentity(account: Account, user: User, seed: IdentitySeed): Identity {
  const primary = !user.identities.some((identity) => identity.type === seed.type && identity.primary);
  const identity = newIdentity(account, { ...seed, primary });
  user.identities = [...user.identities, identity];
  return identity;
}

/** Makes an identity the primary one of its type. */
export function makePrimary(account: Account, user: User, identity: Identity): void {
  for (const other of user.identities) {
    if (other.type === identity.type) other.primary = other.id === identity.id;
  }
  identity.updatedAt = account.now();
}

/**
 * Checks that a user may have this identity.
 *
 * @param field the name under which a refusal lists it: `email` on the user, `value` on identities
 * @throws ZendeskError 422 for a malformed address, or one that another user has
 */
export function checkIdentity(
  account: Account,
  user: User,
  type: string,
  value: string,
  field: 'email' | 'value',
): void {
  if (!CREATABLE.has(type))
    throw recordInvalid('type', { description: `Type: ${type} is not valid`, error: 'InvalidValue' });
  if (type !== 'email') return;
  if (!EMAIL.test(value)) {
    throw recordInvalid(field, {
      description: `Email: ${value} is not properly formatted`,
      error: 'InvalidFormat',
    });
  }
  const holder = account.users.findByEmail(value);
  if (holder !== undefined && holder.id !== user.id && !account.state.settings.duplicateEmails) {
    throw recordInvalid(field, {
      description: `Email: ${value} is already being used by another user`,
      error: 'DuplicateValue',
    });
  }
}

/** The identities that a creation lists. */
export function readIdentities(account: Account, user: User, value: JsonValue | undefined): IdentitySeed[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isJsonObject).map((item) => {
    const seed = {
      type: textOf(item['type']),
      value: textOf(item['value']),
      verified: item['verified'] === true,
    };
    checkIdentity(account, user, seed.type, seed.value, 'value');
    return seed;
  });
}
