import { ROLES, type Role } from '@parley/contracts';

export { ROLES, type Role };

/** True for the name of a role. */
export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value);
}

/** Who is calling. */
export interface Principal {
  readonly kind: 'person';
  /** The issuer's `sub` of the person. */
  readonly subject: string;
  readonly role: Role;
  /** As the issuer calls the person, where it does. */
  readonly name?: string;
}
