import type { OrganizationDocument, TicketEvent } from '@parley/contracts';
import { NOTHING_ACHIEVED, type Achieved, type LogPosition } from '@parley/ticket-content';
import type { NotedAttachment } from '../bring-attachment/attachment-book';
import type { ContactSighting, ConversationFact, CustomerFinding, Target } from '../intake/intake';
import { gateOf, type DirectoryAccount, type Gate } from '../lane/gates';
import type { NewEffect, TicketSight } from '../lane/lane';
import type { LaneClock } from '../lane/ports';

/** A lane as it lies in memory. */
export interface LaneEntry {
  target: Target;
  generation: number;
  ticketId: number | null;
  earlierTicketId: number | null;
  comments: number;
  requesterId: number | null;
  status: string | null;
  achieved: Achieved;
  sight: TicketSight | null;
  stamp: string | null;
  stampSeenAtMs: number;
  state: 'active' | 'held' | 'parked';
  reason: string | null;
  parkedEffect: string | null;
  isRemade: boolean;
  workable: boolean;
  behindSinceMs: number | null;
  notBeforeMs: number;
  leaseUntilMs: number;
  epoch: number;
  sequence: number;
  written: number;
  writtenAtMs: number | null;
  version: number;
}

/** An effect as it lies in memory. */
export interface EffectEntry {
  readonly ticketKey: string;
  readonly effect: NewEffect;
  readonly epoch: number;
  readonly firstSentAtMs: number;
  state: 'in-flight' | 'done' | 'released' | 'rejected' | 'unknown' | 'ignored';
  end: { readonly ticketId: number; readonly auditId?: number } | null;
  reason: string | null;
  attempts: number;
  isSuspect: boolean;
  hasBytes: boolean;
}

/** An attachment as it lies in memory. */
export type AttachmentEntry = Omit<NotedAttachment, 'waitMs' | 'tries'> & {
  tries: number;
  refusals: number;
  notBeforeMs: number;
  usableUntilMs: number;
  attachmentId: number | null;
};

/** The tables of the service in memory, for unit tests and simulations. Not shared between threads, so no locks. */
export class MemoryTables {
  readonly transcript = new Map<string, ConversationFact[]>();
  readonly names = new Map<string, ContactSighting[]>();
  readonly frontiers = new Map<number, { epoch: number; nextOffset: number }>();
  readonly lanes = new Map<string, LaneEntry>();
  readonly effects: EffectEntry[] = [];
  readonly customers = new Map<string, CustomerFinding>();
  readonly organizations = new Map<string, OrganizationDocument>();
  readonly accounts = new Map<string, DirectoryAccount>();
  /** By ticket key, then by place. */
  readonly attachments = new Map<string, Map<string, AttachmentEntry>>();
  readonly attachedFiles = new Map<string, { readonly at: LogPosition; readonly attachmentId: number }[]>();
  readonly agents = new Map<string, number | null>();
  readonly told: TicketEvent[] = [];

  constructor(readonly clock: LaneClock) {}

  nowMs(): number {
    return this.clock.now().getTime();
  }

  gate(target: Target): Gate {
    return gateOf(
      this.organizations.get(target.organizationId),
      target.accountId,
      this.accounts.get(target.accountId),
    );
  }

  customerOf(target: Target): number | null {
    const customer = this.customers.get(customerKey(target.organizationId, target.requesterKey));
    return customer === undefined || customer.blockedReason !== null ? null : customer.zendeskUserId;
  }

  isFollowed({ through }: Target): boolean {
    const frontier = this.frontiers.get(through.partition);
    return (
      frontier !== undefined &&
      isBefore(through, { ...through, epoch: frontier.epoch, offset: frontier.nextOffset })
    );
  }

  unfinished(ticketKey: string): EffectEntry | undefined {
    return this.effects.find(
      (entry) => entry.ticketKey === ticketKey && (entry.state === 'in-flight' || entry.state === 'unknown'),
    );
  }

  /** The same rule as the statement in `persistence/recompute.ts`; the conformance suite holds both to it. */
  recompute(ticketKey: string): boolean {
    const lane = this.lanes.get(ticketKey);
    if (lane === undefined) return false;
    const { target, achieved } = lane;
    const customer = this.customerOf(target);
    const wantsRequester =
      target.mode === 'A' &&
      !target.frozen &&
      lane.ticketId !== null &&
      lane.status !== 'closed' &&
      customer !== null;
    const isBehind =
      !isWhole(achieved) ||
      isBefore(achieved.position, target.through) ||
      (wantsRequester && lane.requesterId !== customer) ||
      this.unfinished(ticketKey) !== undefined;
    lane.workable = isBehind && lane.state !== 'parked' && this.isFollowed(target) && customer !== null;
    lane.behindSinceMs = isBehind ? (lane.behindSinceMs ?? this.nowMs()) : null;
    return lane.workable;
  }
}

/** A lane of a new target. */
export function newLane(target: Target): LaneEntry {
  return {
    target,
    generation: 0,
    ticketId: null,
    earlierTicketId: null,
    comments: 0,
    requesterId: null,
    status: null,
    achieved: NOTHING_ACHIEVED,
    sight: null,
    stamp: null,
    stampSeenAtMs: 0,
    state: 'active',
    reason: null,
    parkedEffect: null,
    isRemade: false,
    workable: false,
    behindSinceMs: null,
    notBeforeMs: 0,
    leaseUntilMs: 0,
    epoch: 0,
    sequence: 0,
    written: 0,
    writtenAtMs: null,
    version: 0,
  };
}

/** Key of a requester of an organization. */
export function customerKey(organizationId: string, requesterKey: string): string {
  return JSON.stringify([organizationId, requesterKey]);
}

/** Key of a contact's part of a conversation. */
export function conversationKey(conversationId: string, contactId: string): string {
  return JSON.stringify([conversationId, contactId]);
}

/** Whether nothing of the first write, a follow-up's note or a note about what was let go is due. */
export function isWhole({ position, history, followUpNoteDue, ignored }: Achieved): boolean {
  return position !== null && history === 'done' && !followUpNoteDue && ignored.length === 0;
}

function isBefore(a: LogPosition | null, b: LogPosition): boolean {
  return a === null || a.epoch < b.epoch || (a.epoch === b.epoch && a.offset < b.offset);
}
