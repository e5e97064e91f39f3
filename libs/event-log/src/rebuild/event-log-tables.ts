import type { ComparedTable } from './compared-table';

/** Tables of this library that no rebuild compares, and why. */
export const EVENT_LOG_NOT_COVERED: Readonly<Record<string, string>> = {
  position: 'says how far each schema has read: the comparison is made where both have read as far',
  outbox: 'what waits to be published; a rebuild publishes nothing',
  installation: 'what the installation was made with',
  migration: 'which migrations were applied, and when',
};

/** The parked contacts of groups that a rebuild reads for. */
export function parkedContacts(groups: readonly string[]): ComparedTable {
  return {
    table: 'parked_contact',
    key: ['consumer_group', 'topic', 'partition', 'contact_key'],
    columns: ['epoch', 'from_offset', 'through_offset'],
    leftOut: {
      code: 'a rebuild parks who is parked, for that reason alone',
      detail: 'as code',
      parked_at: 'when it was parked here',
    },
    where: `it.consumer_group in (${groups.map((group) => `'${group}'`).join(', ')})`,
  };
}

/** The identities of events that were seen, for a service all of whose groups with a seen-set are read again. */
export const SEEN_EVENTS: ComparedTable = { table: 'seen', key: ['hash'], columns: [], leftOut: {} };
