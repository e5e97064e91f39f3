import type { TicketEvent } from '@parley/contracts';
import type { Achieved, LogPosition, TicketStatus } from '@parley/ticket-content';
import type { HeldLane, LaneRecord, NewEffect, ShownComment, TakenUp, TicketSight } from './lane';

/** Which lanes to take. */
export interface ClaimRequest {
  readonly owner: string;
  readonly leaseMs: number;
  readonly limit: number;
  /** Organizations that cannot be called now: none of their lanes. */
  readonly resting: readonly string[];
  /** Organizations whose tickets cannot be updated now: only their lanes that create one. */
  readonly restingUpdates: readonly string[];
  /** Organizations where no ticket can be created now: only their lanes that have one. */
  readonly restingCreates?: readonly string[];
  /** How many lanes of one organization may be worked on at once; all, where it is not given. */
  readonly mostOfOne?: number;
  /** How many lanes of each organization are worked on already. */
  readonly running?: ReadonlyMap<string, number>;
}

/** A lane that waited this long goes before the next higher class, so that a stream of urgent work holds up nothing for ever. */
export const CLASS_AGE_MS = 120_000;

/** Facts of a conversation, from what is achieved on, that tell a lane's class; more would make a backlog costly. */
export const CLASS_FACTS = 50;

/** Facts of the call, for the ledger and the timeline. */
export interface EffectCall {
  readonly status?: number;
  readonly durationMs?: number;
  readonly requestId?: string;
}

/** Why a lane stops: parked until a person acts, or held and tried again by itself after a while. */
export interface Halt {
  readonly state: 'parked' | 'held';
  readonly reason: string;
  readonly detail: string;
  readonly retryAfterMs?: number;
}

/** It is in Zendesk. The exact bytes are erased. Without a sight the ticket is read before the next change. */
export interface Done {
  readonly state: 'done';
  readonly ticketId: number;
  readonly sight: TicketSight | null;
  /** The status to tell of where there is no sight: what this effect asked for, or what was read when its end was found. */
  readonly status?: TicketStatus;
  readonly auditId?: number;
}

/** Surely not in Zendesk; to be computed again. */
export interface Released {
  readonly state: 'released';
  readonly reason: string;
  /** Whether the ticket must be read before it is changed again. */
  readonly forgetSight?: boolean;
  /** Whether it was unknown before, so that a sender who slept may still bring it. */
  readonly isSuspect?: boolean;
  /** Comments that the ticket turned out to have. */
  readonly comments?: number;
}

/** Zendesk refuses it; the lane halts. */
export interface Rejected {
  readonly state: 'rejected';
  readonly reason: string;
  readonly halt: Halt;
}

/** Nobody can say. */
export interface Unknown {
  readonly state: 'unknown';
  readonly reason: string;
}

/** Why an effect was released whose ticket knew better. */
export const TAKEN_UP = 'taken-up';

/** What became of an effect. */
export type Conclusion = Done | Released | Rejected | Unknown;

/** A write of the lane's holder: what it tells the world goes with it, in one transaction. */
export interface Announced {
  readonly events: readonly TicketEvent[];
  /** Version of the last of `events`, or the record's when there are none. */
  readonly version: number;
}

/**
 * Lanes and their ledger. Every write names the held epoch and answers false when it is not the newest: then nothing was
 * written, and the caller lets go. Times are the store's own.
 */
export interface LaneStore {
  /**
   * Takes workable lanes whose gates are open, for `leaseMs`: by class (create, close, public message, internal note, history), inside
   * a class in turns between accounts, and of an account the longest waiting first. Every {@link CLASS_AGE_MS} of waiting count for a class.
   */
  claim(request: ClaimRequest): Promise<readonly HeldLane[]>;
  /** Undefined when the lane is held by somebody else by now. */
  load(held: HeldLane): Promise<LaneRecord | undefined>;
  /** Notes progress that needed no call, and what is told about it. */
  advance(held: HeldLane, achieved: Achieved, told?: Announced): Promise<boolean>;
  /** Notes the ticket as read just now; `null` forgets it. */
  sight(held: HeldLane, sight: TicketSight | null): Promise<boolean>;
  /** Stores an effect before its call and renews the lease. At most one effect of a lane is without an end. */
  begin(held: HeldLane, effect: NewEffect, leaseMs: number, told: Announced): Promise<boolean>;
  /** Notes the end of an effect, or that nobody knows it. */
  conclude(
    held: HeldLane,
    effectId: string,
    end: Conclusion,
    call: EffectCall,
    told: Announced,
  ): Promise<boolean>;
  /** Stops the lane without any effect; `effectId` is what letting it go would skip. */
  halt(held: HeldLane, halt: Halt, effectId: string, told: Announced): Promise<boolean>;
  /**
   * Takes the lane's place from its ticket, for Zendesk knows more than the store: Postgres was restored to an earlier
   * time. Numbers of effects that are in Zendesk are never given again; an effect without an end is released.
   */
  takeUp(held: HeldLane, place: TakenUp, told: Announced): Promise<boolean>;
  /** The ticket was merged into this one, which takes its place (K11). */
  follow(held: HeldLane, ticketId: number, achieved: Achieved, told: Announced): Promise<boolean>;
  /**
   * Begins anew, as if nothing had been written: the next generation, with everything up to the target as its history
   * (K11).
   */
  restart(held: HeldLane): Promise<boolean>;
  /** Comments of the lane's that show the text of one of these facts, oldest first. */
  commentsShowing(held: HeldLane, texts: readonly LogPosition[]): Promise<readonly ShownComment[]>;
  /** Lets go of the lane; it is claimed again when it is workable, not before `restMs`. */
  release(held: HeldLane, restMs?: number): Promise<void>;
}
