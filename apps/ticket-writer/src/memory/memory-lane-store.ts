import {
  comparePositions,
  isAfter,
  NOTHING_ACHIEVED,
  type Achieved,
  type LogPosition,
} from '@parley/ticket-content';
import type { HeldLane, LaneRecord, NewEffect, ShownComment, TakenUp, TicketSight } from '../lane/lane';
import {
  TAKEN_UP,
  type Announced,
  type ClaimRequest,
  type Conclusion,
  type Done,
  type EffectCall,
  type Halt,
  type LaneStore,
} from '../lane/lane-store';
import { recordOf } from './memory-record';
import { chooseLanes } from './choose-lanes';
import type { EffectEntry, LaneEntry, MemoryTables } from './memory-tables';

/** Lanes and their ledger in memory; its clock is the tables'. */
export class MemoryLaneStore implements LaneStore {
  constructor(private readonly tables: MemoryTables) {}

  claim(request: ClaimRequest): Promise<readonly HeldLane[]> {
    const now = this.tables.nowMs();
    const claimed = chooseLanes(this.tables, request).map(({ ticketKey, lane, waitedMs }) => {
      lane.epoch += 1;
      lane.leaseUntilMs = now + request.leaseMs;
      lane.notBeforeMs = 0;
      return { ticketKey, organizationId: lane.target.organizationId, epoch: lane.epoch, waitedMs };
    });
    return Promise.resolve(claimed);
  }

  load(held: HeldLane): Promise<LaneRecord | undefined> {
    const lane = this.mine(held);
    return Promise.resolve(lane && recordOf(this.tables, held.ticketKey, lane));
  }

  advance(held: HeldLane, achieved: Achieved, told?: Announced): Promise<boolean> {
    return this.write(held, (lane) => {
      lane.achieved = stored(achieved);
      if (told !== undefined) this.tell(lane, told);
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
        end: null,
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
      if (end.state === 'done') {
        entry.end = end;
        this.complete(lane, entry, end);
      }
      if (end.state === 'released') {
        if (end.forgetSight === true) this.see(lane, null);
        lane.comments = end.comments ?? lane.comments;
      }
      if (end.state === 'rejected') this.stop(lane, end.halt, effectId);
      this.tell(lane, told);
    });
  }

  halt(held: HeldLane, halt: Halt, effectId: string, told: Announced): Promise<boolean> {
    return this.write(held, (lane) => {
      this.stop(lane, halt, effectId);
      this.tell(lane, told);
    });
  }

  takeUp(held: HeldLane, place: TakenUp, told: Announced): Promise<boolean> {
    return this.write(held, (lane) => {
      const { after, firedAt, sequence, ticketId, writtenAt } = place;
      Object.assign(lane, {
        ...after,
        achieved: stored(after.achieved),
        target: { ...lane.target, firedAt },
        ticketId,
        sight: null,
        status: null,
        isRemade: false,
        sequence: Math.max(lane.sequence, sequence),
        written: sequence,
        writtenAtMs: writtenAt.getTime(),
      });
      for (const entry of this.tables.effects) {
        if (entry.ticketKey !== held.ticketKey) continue;
        entry.isSuspect = false;
        if (entry.state !== 'in-flight' && entry.state !== 'unknown') continue;
        Object.assign(entry, { state: 'released', reason: TAKEN_UP, hasBytes: false });
      }
      const attachments = this.tables.attachments.get(held.ticketKey);
      for (const [key, { at }] of attachments ?? [])
        if (!isAfter(at, after.achieved.position)) attachments?.delete(key);
      this.tell(lane, told);
    });
  }

  follow(held: HeldLane, ticketId: number, achieved: Achieved, told: Announced): Promise<boolean> {
    return this.write(held, (lane) => {
      Object.assign(lane, {
        achieved: stored(achieved),
        ticketId,
        sight: null,
        status: null,
        isRemade: false,
      });
      this.tell(lane, told);
    });
  }

  restart(held: HeldLane): Promise<boolean> {
    return this.write(held, (lane) => {
      const { target, generation } = lane;
      Object.assign(lane, {
        ...NOTHING_WRITTEN,
        generation: generation + 1,
        target: { ...target, firedAt: target.through },
      });
    });
  }

  commentsShowing(held: HeldLane, texts: readonly LogPosition[]): Promise<readonly ShownComment[]> {
    const shown = this.tables.effects.flatMap(({ ticketKey, effect, end, firstSentAtMs }) => {
      const isShown = effect.shows.some(
        (at) => at !== null && texts.some((text) => comparePositions(text, at) === 0),
      );
      if (ticketKey !== held.ticketKey || end === null || !isShown) return [];
      const { id: effectId, shows } = effect;
      const { ticketId, auditId = null } = end;
      return [{ effectId, shows, ticketId, auditId, firstSentAt: new Date(firstSentAtMs) }];
    });
    return Promise.resolve(shown);
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
    lane.isRemade = false;
    lane.status = sight.status;
    if (lane.stamp !== sight.stamp) lane.stampSeenAtMs = this.tables.nowMs();
    lane.stamp = sight.stamp;
  }

  private complete(lane: LaneEntry, entry: EffectEntry, end: Done): void {
    const { effect, ticketKey } = entry;
    const { after } = effect;
    // A redaction leaves no marker.
    if (effect.kind !== 'redact') {
      lane.written = effect.sequence;
      lane.writtenAtMs = entry.firstSentAtMs;
    }
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
    const files = this.tables.attachedFiles.get(ticketKey) ?? [];
    this.tables.attachedFiles.set(ticketKey, files);
    for (const [key, { at, state, attachmentId }] of attachments ?? []) {
      if (isAfter(at, after.achieved.position)) continue;
      attachments?.delete(key);
      if (state === 'uploaded' && attachmentId !== null) files.push({ at, attachmentId });
    }
    for (const other of this.tables.effects) if (other.ticketKey === ticketKey) other.isSuspect = false;
  }

  private stop(lane: LaneEntry, halt: Halt, effectId: string): void {
    lane.state = halt.state;
    lane.parkedEffect = halt.state === 'parked' ? effectId : null;
    lane.reason = halt.reason;
    if (halt.retryAfterMs !== undefined) lane.notBeforeMs = this.tables.nowMs() + halt.retryAfterMs;
  }

  private tell(lane: LaneEntry, told: Announced): void {
    lane.version = told.version;
    this.tables.told.push(...told.events);
  }
}

/** What a lane is before anything was written. */
const NOTHING_WRITTEN = {
  achieved: NOTHING_ACHIEVED,
  ticketId: null,
  earlierTicketId: null,
  comments: 0,
  requesterId: null,
  status: null,
  sight: null,
  isRemade: false,
} as const;

/** What is stored comes back as JSON would bring it. */
function stored(achieved: Achieved): Achieved {
  return JSON.parse(JSON.stringify(achieved)) as Achieved;
}
