import { MemoryTables, type LaneEntry } from '../../src/memory/memory-tables';
import type { Target } from '../../src/intake/intake';
import { ORGANIZATION } from '../world/names';
import type { Mutant } from './mutant';
import { calling, storing } from './protocol';

/** Bugs of several organizations, of several partitions, and of a token that is refused. */
export const ORGANIZATION_MUTANTS: readonly Mutant[] = [
  {
    name: 'unauthorised-is-refused',
    says: 'a 401 counts as a refusal of what was sent',
    ports: (ports) =>
      calling(ports, (desk) => ({
        createTicket: async (...asked) => {
          const outcome = await desk.createTicket(...asked);
          if (outcome.kind !== 'unauthorised') return outcome;
          const { method, path, durationMs } = outcome;
          const refusal = { status: 401, code: 'invalid', detail: '', fields: [], body: undefined } as const;
          return { method, path, durationMs, kind: 'refused', ...refusal };
        },
      })),
  },
  {
    name: 'loss-not-told',
    says: 'whoever notices that the token is refused tells nobody',
    leavesLossUntold: true,
  },
  {
    name: 'organizations-mixed-up',
    says: 'new tickets go to the Zendesk of another organization',
    ports: (ports) =>
      calling(ports, (desk) => ({ createTicket: (_, write) => desk.createTicket(ORGANIZATION, write) })),
  },
  {
    name: 'one-queue',
    says: 'the lane that waits longest goes first, whether its organization can be called or not',
    ports: (ports, { tables }) =>
      storing(ports, (store) => ({
        claim: async (request) => {
          const isFirst = ({ organizationId }: Target) =>
            organizationId === oldestOf(tables)?.target.organizationId;
          const others = [...tables.lanes.values()]
            .map(({ target }) => target)
            .filter((one) => !isFirst(one));
          const resting = [...request.resting, ...others.map(({ organizationId }) => organizationId)];
          return store.claim({ ...request, resting });
        },
      })),
  },
  {
    name: 'facts-of-any-partition',
    says: 'the facts of one partition count as followed when those of another are',
    tables: (clock) => new AnyPartitionTables(clock),
  },
];

function oldestOf({ lanes }: MemoryTables): LaneEntry | undefined {
  const workable = [...lanes.values()].filter((lane) => lane.workable);
  return workable.sort((a, b) => (a.behindSinceMs ?? 0) - (b.behindSinceMs ?? 0))[0];
}

/** Takes the furthest frontier for that of every partition. */
class AnyPartitionTables extends MemoryTables {
  override isFollowed({ through }: Target): boolean {
    return [...this.frontiers.values()].some(({ nextOffset }) => nextOffset > through.offset);
  }
}
