import type { JsonValue } from '../http/json';

/** Roles of a user. */
export const ROLES = ['end-user', 'agent', 'admin'] as const;

/** A user's role. */
export type Role = (typeof ROLES)[number];

/** One way to reach or recognise a user. */
export interface Identity {
  readonly id: number;
  readonly type: string;
  value: string;
  verified: boolean;
  primary: boolean;
  readonly createdAt: number;
  updatedAt: number;
}

/** A person: customer, agent or administrator. */
export interface User {
  readonly id: number;
  name: string;
  role: Role;
  externalId: string | null;
  identities: Identity[];
  phone: string | null;
  alias: string | null;
  details: string | null;
  notes: string | null;
  signature: string | null;
  locale: string;
  timeZone: string;
  organizationId: number | null;
  defaultGroupId: number | null;
  tags: string[];
  /** Values of user fields, by key. */
  userFields: Record<string, JsonValue>;
  verified: boolean;
  suspended: boolean;
  moderator: boolean;
  onlyPrivateComments: boolean;
  readonly createdAt: number;
  updatedAt: number;
  /** False after a deletion or a merge. */
  active: boolean;
  /** The user this one was merged into. */
  mergedIntoId: number | null;
  purged: boolean;
}

/** The primary e-mail address, if there is any. */
export function emailOf(user: User): string | null {
  const emails = user.identities.filter((identity) => identity.type === 'email');
  return (emails.find((identity) => identity.primary) ?? emails[0])?.value ?? null;
}

/** Whether the user works in Zendesk, as an agent or administrator. */
export function isAgent(user: User): boolean {
  return user.role !== 'end-user';
}
