import type { Mutant } from './mutant';
import { calling, storing } from './protocol';

/** Bugs of finding the place again after Postgres was put back to an earlier time. */
export const RESTORING_MUTANTS: readonly Mutant[] = [
  {
    name: 'newest-marker-ignored',
    says: 'a ticket is read without a look at what was written last',
    restores: true,
    ports: (ports) =>
      storing(ports, (store) => ({
        load: async (held) => {
          const record = await store.load(held);
          return record && { ...record, written: Number.MAX_SAFE_INTEGER };
        },
      })),
  },
  {
    name: 'tickets-not-looked-up',
    says: 'a ticket is made without asking whether it is there',
    restores: true,
    ports: (ports) =>
      calling(ports, (desk) => ({
        ticketsByExternalId: async (...asked) => {
          const outcome = await desk.ticketsByExternalId(...asked);
          return outcome.kind === 'ok' ? { ...outcome, body: [] } : outcome;
        },
      })),
  },
  {
    name: 'stamps-shared',
    says: 'an update goes in the second of the one before it, so an older sight fits the newer ticket',
    restores: true,
    ports: (ports) =>
      storing(ports, (store) => ({
        load: async (held) => {
          const record = await store.load(held);
          return record && { ...record, sightAgeMs: Math.max(record.sightAgeMs, 1_600) };
        },
      })),
  },
  {
    name: 'history-taken-for-due',
    says: 'the position is taken from the ticket, and not what else stands there',
    restores: true,
    ports: (ports) =>
      storing(ports, (store) => ({
        takeUp: (held, place, told) => {
          const achieved = { ...place.after.achieved, history: 'open' } as const;
          return store.takeUp(held, { ...place, after: { ...place.after, achieved } }, told);
        },
      })),
  },
];
