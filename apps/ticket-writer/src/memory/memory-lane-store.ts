import { isAfter, type Achieved } from '@parley/ticket-content';
import type {
  HeldLane,
  LaneRecord,
  NewEffect,
  SuspectEffect,
  TicketSight,
  UnfinishedEffect,
} from '../lane/lane';
import type {
  Announced,
  ClaimRequest,
  Conclusion,
  Done,
  EffectCall,
  Halt,
  LaneStore,
} from '../lane/lane-store';
import type { EffectEntry, LaneEntry, MemoryTables } from './memory-tables';

/** Lanes and their ledger in memory; its clock is the tables'. */
export class MemoryLaneStore implements LaneStore {
  constructor(private readonly tables: MemoryTables) {}

  claim({ leaseMs, limit, resting, restingUpdates }: ClaimRequest): Promise<readonly HeldLane[]> {
    const now = this.tables.nowMs();
    const free = [...this.tables.lanes.entries()].filter(([, lane]) => {
      const { target } = lane;
      const isResting =
        resting.includes(target.organizationId) ||
        (lane.ticketId !== null && restingUpdates.includes(target.organizationId));
      return (
        lane.workable &&
        !isResting &&
        lane.notBeforeMs <= now &&
        lane.leaseUntilMs < now &&
        this.tables.gate(target).open
      );
    });
    const turns = new Map<string, number>();
    const claimed = free
      .sort(([, a], [, b]) => classOf(a) - classOf(b) || (a.behindSinceMs ?? 0) - (b.behindSinceMs ?? 0))
      .map(([ticketKey, lane]) => {
        const account = JSON.stringify([lane.target.organizationId, lane.target.accountId]);
        const turn = (turns.get(account) ?? 0) + 1;
        turns.set(account, turn);
        return { ticketKey, lane, turn };
      })
      .sort((a, b) => classOf(a.lane) - classOf(b.lane) || a.turn - b.turn)
      .slice(0, limit)
      .map(({ ticketKey, lane }) => {
        lane.epoch += 1;
        lane.leaseUntilMs = now + leaseMs;
        lane.notBeforeMs = 0;
        return { ticketKey, organizationId: lane.target.organizationId, epoch: lane.epoch };
      });
    return Promise.resolve(claimed);
  }

  load(held: HeldLane): Promise<LaneRecord | undefined> {
    const lane = this.mine(held);
    return Promise.resolve(lane && recordOf(this.tables, held.ticketKey, lane));
  }

  advance(held: HeldLane, achieved: Achieved): Promise<boolean> {
    return this.write(held, (lane) => {
      lane.achieved = stored(achieved);
    });
  }

  sight(held: HeldLane, sight: TicketSight | null): Promise<boolean> {
    return this.write(held, (lane) => this.see(lane, sight));
  }

  begin(held: HeldLane, effect: NewEffect, leaseMs: number, told: Announced): Promise<boolean> {
    return this.write(held, (lane) => {
      if (this.tables.unfinished(held.ticketKey) !== undefined)
        throw new Error('The lane has an unfinished effect');
      const firstSentAtMs = this.tables.nowMs();
      lane.leaseUntilMs = firstSentAtMs + leaseMs;
      lane.sequence = effect.sequence;
      this.tables.effects.push({
        ticketKey: held.ticketKey,
        effect,
        epoch: held.epoch,
        firstSentAtMs,
        state: 'in-flight',
        reason: null,
        attempts: 1,
        isSuspect: false,
        hasBytes: true,
      });
      this.tell(lane, told);
    });
  }

  conclude(
    held: HeldLane,
    effectId: string,
    end: Conclusion,
    call: EffectCall,
    told: Announced,
  ): Promise<boolean> {
    return this.write(held, (lane) => {
      const entry = this.tables.effects.find(({ effect }) => effect.id === effectId);
      if (entry === undefined || entry.state === 'done')
        throw new Error('The ledger does not know the effect, or has seen its end');
      entry.state = end.state;
      entry.reason = end.state === 'done' ? null : end.reason;
      entry.hasBytes = end.state === 'unknown';
      entry.isSuspect = end.state === 'released' && end.isSuspect === true;
      if (end.state === 'unknown' && call.status !== undefined) entry.attempts += 1;
      if (end.state === 'done') this.complete(lane, entry, end);
      if (end.state === 'released') {
        if (end.forgetSight === true) this.see(lane, null);
        lane.comments = end.comments ?? lane.comments;
      }
      if (end.state === 'rejected') this.stop(lane, end.halt);
      this.tell(lane, told);
    });
  }

  halt(held: HeldLane, halt: Halt, told: Announced): Promise<boolean> {
    return this.write(held, (lane) => {
      this.stop(lane, halt);
      this.tell(lane, told);
    });
  }

  release(held: HeldLane, restMs?: number): Promise<void> {
    const lane = this.mine(held);
    if (lane !== undefined) {
      lane.leaseUntilMs = 0;
      if (restMs !== undefined) lane.notBeforeMs = this.tables.nowMs() + restMs;
    }
    return Promise.resolve();
  }

  private mine(held: HeldLane): LaneEntry | undefined {
    const lane = this.tables.lanes.get(held.ticketKey);
    return lane?.epoch === held.epoch ? lane : undefined;
  }

  /** What `change` throws rejects, as it would in a transaction. */
  private write(held: HeldLane, change: (lane: LaneEntry) => void): Promise<boolean> {
    return new Promise((resolve) => {
      const lane = this.mine(held);
      if (lane === undefined) {
        resolve(false);
        return;
      }
      change(lane);
      this.tables.recompute(held.ticketKey);
      resolve(true);
    });
  }

  private see(lane: LaneEntry, sight: TicketSight | null): void {
    lane.sight = sight;
    if (sight === null) return;
    lane.status = sight.status;
    if (lane.stamp !== sight.stamp) lane.stampSeenAtMs = this.tables.nowMs();
    lane.stamp = sight.stamp;
  }

  private complete(lane: LaneEntry, { effect, ticketKey }: EffectEntry, end: Done): void {
    const { after } = effect;
    lane.achieved = stored(after.achieved);
    lane.generation = after.generation;
    lane.earlierTicketId = after.earlierTicketId;
    lane.comments = after.comments;
    lane.requesterId = after.requesterId;
    lane.ticketId = end.ticketId;
    lane.status = null;
    lane.state = 'active';
    lane.reason = null;
    this.see(lane, end.sight);
    const attachments = this.tables.attachments.get(ticketKey);
    for (const [key, { at }] of attachments ?? [])
      if (!isAfter(at, after.achieved.position)) attachments?.delete(key);
    for (const entry of this.tables.effects) if (entry.ticketKey === ticketKey) entry.isSuspect = false;
  }

  private stop(lane: LaneEntry, halt: Halt): void {
    lane.state = halt.state;
    lane.reason = halt.reason;
    if (halt.retryAfterMs !== undefined) lane.notBeforeMs = this.tables.nowMs() + halt.retryAfterMs;
  }

  private tell(lane: LaneEntry, told: Announced): void {
    lane.version = told.version;
    this.tables.told.push(...told.events);
  }
}

/** What is stored comes back as JSON would bring it. */
function stored(achieved: Achieved): Achieved {
  return JSON.parse(JSON.stringify(achieved)) as Achieved;
}

function classOf(lane: LaneEntry): number {
  if (lane.ticketId === null) return 0;
  return lane.achieved.history === 'done' && !lane.achieved.followUpNoteDue ? 1 : 2;
}

function recordOf(tables: MemoryTables, ticketKey: string, lane: LaneEntry): LaneRecord {
  const { target } = lane;
  const organization = tables.organizations.get(target.organizationId);
  const names = tables.names.get(target.contactId) ?? [];
  const { name, handle } = names.findLast(({ at }) => !isAfter(at, target.firedAt)) ?? {};
  const unfinished = tables.unfinished(ticketKey);
  return {
    ticketKey,
    organizationId: target.organizationId,
    conversationId: target.conversationId,
    contactId: target.contactId,
    accountId: target.accountId,
    mode: target.mode,
    frozen: target.frozen,
    firedAt: target.firedAt,
    through: target.through,
    ...(target.requesterEmail === undefined ? {} : { requesterEmail: target.requesterEmail }),
    ...(target.traceparent === undefined ? {} : { traceparent: target.traceparent }),
    isFollowed: tables.isFollowed(target),
    isTranscriptBroken: false,
    state: lane.state,
    generation: lane.generation,
    ticketId: lane.ticketId,
    earlierTicketId: lane.earlierTicketId,
    comments: lane.comments,
    requesterId: lane.requesterId,
    achieved: lane.achieved,
    sight: lane.sight,
    sightAgeMs: tables.nowMs() - lane.stampSeenAtMs,
    effect: unfinished === undefined ? null : unfinishedOf(tables, unfinished),
    suspects: tables.effects
      .filter((entry) => entry.ticketKey === ticketKey && entry.isSuspect)
      .map(suspectOf),
    nextSequence: lane.sequence + 1,
    version: lane.version,
    customerId: tables.customerOf(target),
    gate: tables.gate(target),
    organization: organization ?? null,
    account: tables.accounts.get(target.accountId) ?? null,
    contact: { ...(name === undefined ? {} : { name }), ...(handle === undefined ? {} : { handle }) },
  };
}

function unfinishedOf(tables: MemoryTables, entry: EffectEntry): UnfinishedEffect {
  return {
    ...entry.effect,
    state: entry.state === 'in-flight' ? 'in-flight' : 'unknown',
    epoch: entry.epoch,
    reason: entry.reason,
    attempts: entry.attempts,
    firstSentAt: new Date(entry.firstSentAtMs),
    sinceFirstSentMs: tables.nowMs() - entry.firstSentAtMs,
  };
}

function suspectOf({ effect, firstSentAtMs }: EffectEntry): SuspectEffect {
  const { id, label, after, from, through } = effect;
  return { id, label, after, from, through, firstSentAt: new Date(firstSentAtMs) };
}
