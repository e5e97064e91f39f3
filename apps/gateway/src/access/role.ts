import { ROLES, type Role } from '@parley/contracts';

export { ROLES, type Role };

/** True for the name of a role. */
export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value);
}

/** What a person or tool came with. */
export interface Credential {
  /** When it ends at the latest. */
  readonly expiresAt: Date;
  /** The session that was begun by signing in; undefined for a token of the issuer. */
  readonly session?: {
    readonly id: string;
    /** What a request by cookie that changes something must carry; empty for a session that comes as a bearer token. */
    readonly csrfToken: string;
  };
}

/** Who is calling. */
export interface Principal {
  readonly kind: 'person';
  /** The issuer's `sub` of the person. */
  readonly subject: string;
  readonly role: Role;
  /** As the issuer calls the person, where it does. */
  readonly name?: string;
  readonly credential: Credential;
}
