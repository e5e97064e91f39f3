import type { Role } from './role';

/** Which role counts for somebody who has several: an administrator may do what both others may, an operator sees more than an advisor. */
const STRONGEST_FIRST: readonly Role[] = ['administrator', 'operator', 'advisor'];

/**
 * The role that an issuer's claim gives: its value is a role, or a list with roles among other things. The claim is a name, or a path
 * of names with dots between them where no claim has the whole as its name.
 *
 * @returns undefined where it gives none
 */
export function roleFrom(claims: Readonly<Record<string, unknown>>, claim: string): Role | undefined {
  const value = claims[claim] ?? claim.split('.').reduce(memberOf, claims);
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  return STRONGEST_FIRST.find((role) => given.includes(role));
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** Longest name of a person that is kept, in characters. */
const MAX_NAME_LENGTH = 200;

/** How an issuer calls a person; undefined where it does not say. */
export function nameFrom(claims: Readonly<Record<string, unknown>>): string | undefined {
  const name = [claims['name'], claims['preferred_username']].find(
    (value): value is string => typeof value === 'string' && value.trim() !== '',
  );
  return name?.slice(0, MAX_NAME_LENGTH);
}
