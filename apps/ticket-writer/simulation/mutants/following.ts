import type { Intake, Target } from '../../src/intake/intake';
import { mergedTarget } from '../../src/intake/merge-targets';
import { MemoryTables, newLane } from '../../src/memory/memory-tables';
import type { Mutant } from './mutant';
import { storing } from './protocol';

/** Bugs of following the topics, of the gates and of what a lane is computed from. */
export const FOLLOWING_MUTANTS: readonly Mutant[] = [
  {
    name: 'position-not-locked',
    says: 'two members read one position, and both store',
    leavesPositionsUnlocked: true,
  },
  {
    name: 'target-past-transcript',
    says: 'a lane works although its facts have not all been followed',
    tables: (clock) => new HastyTables(clock),
  },
  {
    name: 'effect-across-close',
    says: 'messages before and after a close go as one comment',
    ports: (ports) => ({
      ...ports,
      transcript: {
        history: (...asked) => ports.transcript.history(...asked),
        slice: async (...asked) => {
          const slice = await ports.transcript.slice(...asked);
          const isClose = ({ kind }: { readonly kind: string }) => kind === 'closed';
          const closes = slice.entries.filter(isClose);
          return { ...slice, entries: [...slice.entries.filter((entry) => !isClose(entry)), ...closes] };
        },
      },
    }),
  },
  {
    name: 'merge-by-arrival',
    says: 'the request that came last says how far a ticket goes, whatever its version',
    intake: (intake, { tables }) =>
      following(intake, {
        targets: async (targets) => {
          const answer = await intake.targets(targets);
          for (const { ticketKey, through, requesterKey } of targets) {
            const lane = tables.lanes.get(ticketKey);
            if (lane !== undefined) lane.target = { ...lane.target, through, requesterKey };
            tables.recompute(ticketKey);
          }
          return answer;
        },
      }),
  },
  {
    name: 'requester-by-contact',
    says: "a conversation's requester is looked up by its contact",
    tables: (clock) => new ContactTables(clock),
  },
  {
    name: 'wake-up-outside-lock',
    says: 'whether a lane may work is found out in one step and written in another',
    intake: (intake, { tables, scheduler }, process) =>
      following(intake, {
        targets: async (targets) => {
          const before = targets.map(({ ticketKey }) => tables.lanes.get(ticketKey)?.workable ?? false);
          const answer = await intake.targets(targets);
          const after = targets.map(({ ticketKey }) => tables.lanes.get(ticketKey)?.workable ?? false);
          targets.forEach(({ ticketKey }, index) => {
            const lane = tables.lanes.get(ticketKey);
            if (lane !== undefined) lane.workable = before[index] ?? false;
          });
          void scheduler.point(process, 'writes that lanes may work').then(() =>
            targets.forEach(({ ticketKey }, index) => {
              const lane = tables.lanes.get(ticketKey);
              if (lane !== undefined) lane.workable = after[index] ?? false;
            }),
          );
          return answer;
        },
      }),
  },
  {
    name: 'seen-set-forgets',
    says: 'an event that is told again counts again',
    forgetsEvents: true,
  },
  {
    name: 'gates-not-checked',
    says: 'a lane that is held goes on although a gate was shut',
    ports: (ports) =>
      storing(ports, (store) => ({
        load: async (held) => {
          const record = await store.load(held);
          return record && { ...record, gate: { open: true } };
        },
      })),
  },
  {
    name: 'first-firing-moves',
    says: 'a request that comes again begins the history anew at another place',
    intake: (intake, { tables }) =>
      following(intake, {
        targets: async (targets) => {
          for (const target of targets) replaceTarget(tables, target);
          return intake.targets(targets);
        },
      }),
  },
  {
    name: 'frozen-thaws',
    says: 'a ticket that is never to be touched again takes what comes later',
    intake: (intake, { tables }) =>
      following(intake, {
        targets: (targets) => {
          const through = (target: Target) => targets.find(isOfSame(target))?.through ?? target.through;
          const others = [...tables.lanes.values()].map(({ target }) => target);
          const thawed = others.filter((target) => targets.some(isOfSame(target)));
          return intake.targets([
            ...targets,
            ...thawed.map((target) => ({ ...target, through: through(target) })),
          ]);
        },
      }),
  },
];

function isOfSame({ conversationId, ticketKey }: Target): (target: Target) => boolean {
  return (target) => target.conversationId === conversationId && target.ticketKey !== ticketKey;
}

function following(intake: Intake, change: Partial<Intake>): Intake {
  return Object.assign(Object.create(intake) as Intake, change);
}

function replaceTarget(tables: MemoryTables, target: Target): void {
  const lane = tables.lanes.get(target.ticketKey);
  if (lane === undefined) tables.lanes.set(target.ticketKey, newLane(target));
  else lane.target = { ...mergedTarget(lane.target, target), firedAt: target.through };
}

/** Thinks that every fact is there. */
class HastyTables extends MemoryTables {
  override isFollowed(): boolean {
    return true;
  }
}

/** Thinks that a contact is one customer. */
class ContactTables extends MemoryTables {
  override customerOf(target: Target): number | null {
    const keys = [...this.lanes.values()]
      .filter((lane) => lane.target.contactId === target.contactId)
      .map((lane) => super.customerOf(lane.target));
    return keys.find((user) => user !== null) ?? null;
  }
}
