/** @typedef {'administrator' | 'advisor' | 'operator'} Role */

/**
 * Somebody whom the local issuer knows.
 * @typedef {{ readonly sub: string, readonly name: string, readonly role: Role }} LocalPerson
 */

/**
 * @param {Role} role
 * @returns {LocalPerson}
 */
export function personWith(role) {
  return { sub: `local-${role}`, name: `Local ${role}`, role };
}

/** One person for each role. */
export const PEOPLE = [personWith('administrator'), personWith('advisor'), personWith('operator')];
