/** What a person or tool may be; the `role` claim of the bearer token. */
export const ROLES = ['administrator', 'advisor', 'operator'] as const;

/** A role: administrators configure, advisors work with customers, operators keep the system healthy. */
export type Role = (typeof ROLES)[number];

/** True for the name of a role. */
export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value);
}

/** Who is calling. */
export interface Principal {
  readonly kind: 'person';
  /** The token's `sub`. */
  readonly subject: string;
  readonly role: Role;
}
