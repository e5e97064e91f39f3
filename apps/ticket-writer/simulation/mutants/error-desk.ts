import { MemoryParkedLanes } from '../../src/memory/memory-parked-lanes';
import type { Mutant } from './mutant';

/** Bugs of the error desk. */
export const DESK_MUTANTS: readonly Mutant[] = [
  {
    name: 'ignore-skips-all',
    says: 'letting go of one effect skips everything that waits behind it',
    parkedLanes: (parked, { tables }) => ({
      carryOut: async (orders, now) => {
        const answer = await parked.carryOut(orders, now);
        for (const { kind, ticketKey } of orders) {
          const lane = tables.lanes.get(ticketKey);
          if (kind !== 'ignore' || lane?.state !== 'active') continue;
          lane.achieved = { ...lane.achieved, position: lane.target.through };
          tables.recompute(ticketKey);
        }
        return answer;
      },
    }),
  },
  {
    name: 'ignore-tries-again',
    says: 'letting go of an effect tries it again',
    parkedLanes: (_, { tables }) => ({
      carryOut: (orders, now) => {
        const retries = orders.map(({ organizationId, ticketKey }) => ({ organizationId, ticketKey }));
        const again = retries.map((order) => ({ ...order, kind: 'retry' as const }));
        return new MemoryParkedLanes(tables).carryOut(again, now);
      },
    }),
  },
];
