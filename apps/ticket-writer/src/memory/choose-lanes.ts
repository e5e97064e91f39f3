import { isAfter } from '@parley/ticket-content';
import { CLASS_AGE_MS, CLASS_FACTS, type ClaimRequest } from '../lane/lane-store';
import { conversationKey, isWhole, type LaneEntry, type MemoryTables } from './memory-tables';

/** A lane that a claim takes. */
export interface Chosen {
  readonly ticketKey: string;
  readonly lane: LaneEntry;
  readonly waitedMs: number;
}

/** The lanes that a claim takes, first the one that deserves it most: the same order as in `persistence/claim-lanes.ts`. */
export function chooseLanes(tables: MemoryTables, request: ClaimRequest): readonly Chosen[] {
  const now = tables.nowMs();
  const candidates = [...tables.lanes]
    .filter(
      ([, lane]) =>
        lane.workable && lane.notBeforeMs <= now && lane.leaseUntilMs < now && tables.gate(lane.target).open,
    )
    .map(([ticketKey, lane]) => {
      const waitedMs = now - (lane.behindSinceMs ?? now);
      const workClass = workClassOf(tables, lane);
      const aged = Math.max(0, workClass - Math.floor(waitedMs / CLASS_AGE_MS));
      return { ticketKey, lane, waitedMs, workClass, aged };
    })
    .filter(({ lane, workClass }) => !isResting(request, lane.target.organizationId, workClass))
    .sort((a, b) => a.aged - b.aged || b.waitedMs - a.waitedMs);
  const turn = counter();
  const place = counter(request.running);
  return candidates
    .map((candidate) => {
      const { organizationId, accountId } = candidate.lane.target;
      return { ...candidate, turn: turn(JSON.stringify([organizationId, accountId])) };
    })
    .sort((a, b) => a.aged - b.aged || a.turn - b.turn || b.waitedMs - a.waitedMs)
    .filter(({ lane }) => place(lane.target.organizationId) <= (request.mostOfOne ?? request.limit))
    .slice(0, request.limit)
    .sort((a, b) => a.aged - b.aged || b.waitedMs - a.waitedMs);
}

/** The same rule as in `persistence/recompute.ts`. */
function workClassOf(tables: MemoryTables, { target, ticketId, status, achieved }: LaneEntry): number {
  if (ticketId === null || status === 'closed') return 0;
  const { firedAt, through } = target;
  if (!isWhole(achieved) && !isAfter(through, firedAt)) return 4;
  const kinds = (tables.transcript.get(conversationKey(target.conversationId, target.contactId)) ?? [])
    .map(({ entry }) => entry)
    .filter(({ at }) => isAfter(at, achieved.position ?? firedAt) && !isAfter(at, through))
    .sort((a, b) => (isAfter(a.at, b.at) ? 1 : -1))
    .slice(0, CLASS_FACTS)
    .map(({ kind }) => kind);
  if (kinds.includes('closed')) return 1;
  return kinds.includes('message') ? 2 : 3;
}

function isResting(
  { resting, restingUpdates, restingCreates = [] }: ClaimRequest,
  organizationId: string,
  workClass: number,
): boolean {
  const restingOfClass = workClass === 0 ? restingCreates : restingUpdates;
  return resting.includes(organizationId) || restingOfClass.includes(organizationId);
}

/** Counts from 1 for each key, on from what is given. */
function counter(from: ReadonlyMap<string, number> = new Map()): (key: string) => number {
  const counts = new Map(from);
  return (key) => {
    const next = (counts.get(key) ?? 0) + 1;
    counts.set(key, next);
    return next;
  };
}
