import type { Account } from '../world/account';
import type { Identity, Role, User } from './user';

/** What a user starts with; everything else is empty. */
export interface UserSeed {
  readonly name: string;
  readonly role?: Role;
  readonly email?: string | null;
  readonly verified?: boolean;
}

/** A user that is not stored yet. */
export function newUser(account: Account, seed: UserSeed): User {
  const now = account.now();
  const verified = seed.verified ?? false;
  const email = seed.email ?? null;
  return {
    id: account.nextId(),
    name: seed.name,
    role: seed.role ?? 'end-user',
    externalId: null,
    identities:
      email === null ? [] : [newIdentity(account, { type: 'email', value: email, verified, primary: true })],
    phone: null,
    alias: null,
    details: null,
    notes: null,
    signature: null,
    locale: 'en-US',
    timeZone: 'UTC',
    organizationId: null,
    defaultGroupId: null,
    tags: [],
    userFields: {},
    verified,
    suspended: false,
    moderator: false,
    onlyPrivateComments: false,
    createdAt: now,
    updatedAt: now,
    active: true,
    mergedIntoId: null,
    purged: false,
  };
}

/** An identity that is not stored yet. */
export function newIdentity(
  account: Account,
  seed: {
    readonly type: string;
    readonly value: string;
    readonly verified: boolean;
    readonly primary: boolean;
  },
): Identity {
  const now = account.now();
  return { ...seed, id: account.nextId(), createdAt: now, updatedAt: now };
}
