import { COMMENTS_PER_TICKET, isAfter, type CreateEffect, type UpdateEffect } from '@parley/ticket-content';
import { ATTRIBUTE, runInSpan, SPAN } from '@parley/platform';
import { mapBody, type CallPermit, type UnknownOutcome, type ZendeskOutcome } from '@parley/zendesk';
import { isAboutUploads, uploadAgain } from '../bring-attachment/upload-again';
import { Announcement, callTarget, shownPosition } from './announce';
import {
  conclude,
  doneAs,
  doneBy,
  effectIdOf,
  rejectedBy,
  TICKET_DELETED,
  type EffectInHand,
} from './conclude';
import type { OpenLane } from './content';
import type { HeldLane, LaneRecord, NewEffect } from './lane';
import type { Done } from './lane-store';
import { markerOf } from './marker';
import { callOf, restAfter, restOfBucket, restOfShut } from './outcomes';
import { GO_ON, LOST, type LanePorts, type Lease, type Step } from './ports';
import { createRequest, updateRequest } from './request';
import { RETRY_MS } from './settle-create';
import { sightOf } from './sighting';

type Writing = CreateEffect | UpdateEffect;

/**
 * Brings an effect to Zendesk: tokens first, then the ledger, then the call, then its end. Before the ledger has it nothing
 * is sent; once it has it, only the ledger says how it goes on.
 */
export async function writeEffect(
  ports: LanePorts,
  held: HeldLane,
  lane: OpenLane,
  next: Writing,
  lease: Lease,
): Promise<Step> {
  return bringEffect(ports, held, lane.record, effectFor(lane, next), lease);
}

/** The same for an effect that is composed already. */
export async function bringEffect(
  ports: LanePorts,
  held: HeldLane,
  record: LaneRecord,
  effect: NewEffect,
  lease: Lease,
): Promise<Step> {
  const { ticketId } = effect;
  const admission = await ports.desk.admit(record.organizationId, {
    ...callTarget(effect),
    callClass: urgencyOf(effect, record),
    ...(ticketId === null ? {} : { ticketId }),
    ...(held.waitedMs === undefined ? {} : { waitedMs: held.waitedMs }),
  });
  if (admission.kind === 'wait') return restOfBucket(admission.bucket, admission.retryAfterMs);
  if (admission.kind === 'shut') return restOfShut();
  try {
    return await bringAdmitted(ports, held, record, effect, lease, admission.permit);
  } finally {
    admission.permit.release();
  }
}

/** History is as urgent as the messages that wait behind it. */
function urgencyOf({ callClass }: NewEffect, { through, firedAt }: LaneRecord): NewEffect['callClass'] {
  return callClass === 'history' && isAfter(through, firedAt) ? 'public' : callClass;
}

async function bringAdmitted(
  ports: LanePorts,
  held: HeldLane,
  record: LaneRecord,
  effect: NewEffect,
  lease: Lease,
  permit: CallPermit,
): Promise<Step> {
  const told = new Announcement(record, ports.clock.now()).effect(effect, 'in-flight').told();
  const leaseFromMs = ports.clock.monotonicMs();
  if (!(await ports.store.begin(held, effect, ports.settings.leaseMs, told))) return LOST;
  lease.endsAtMs = leaseFromMs + ports.settings.leaseMs;
  delete lease.sight;
  const hand: EffectInHand = { ports, held, record: { ...record, version: told.version }, effect };
  // A process that slept since then may not send: the lane can be another's by now.
  if (lease.endsAtMs - ports.clock.monotonicMs() < ports.settings.callTimeoutMs) {
    return conclude(hand, { state: 'released', reason: 'lease-too-short' }, {}, { kind: 'rest' });
  }
  const outcome = await inTrace(record, effect, () => send(ports, record, effect, permit));
  if (effect.ticketId === null && outcome.kind === 'ok' && !outcome.replayed)
    lease.madeTicketId = outcome.body.ticketId;
  return endOf(hand, outcome);
}

function effectFor(lane: OpenLane, next: Writing): NewEffect {
  const { record, organization } = lane;
  const creates = next.kind !== 'update';
  const base = {
    id: effectIdOf(record),
    sequence: record.nextSequence,
    kind: next.kind,
    label: labelOf(next),
    callClass: next.class,
    ticketId: creates ? null : record.ticketId,
    shows: next.shows,
    after: {
      achieved: next.achieved,
      generation: record.generation + (next.kind === 'follow-up' ? 1 : 0),
      earlierTicketId: next.kind === 'follow-up' ? record.ticketId : record.earlierTicketId,
      comments: creates ? 1 : record.comments + (next.comment === undefined ? 0 : 1),
      requesterId: next.requesterId ?? record.requesterId ?? lane.customerId,
    },
    from: shownPosition(record.achieved.position, record),
    through: next.through,
    sentAs: organization.connectedUserId,
    traceparents: next.traceparents,
  };
  const marker = markerOf(record, base);
  if (next.kind !== 'update') {
    return { ...base, body: createRequest(next, marker, organization.configuration.ticket) };
  }
  if (record.sight === null) throw new Error('A ticket must be read before it is changed');
  return { ...base, body: updateRequest(next, marker, record.sight) };
}

function labelOf(next: Writing): string {
  if (next.kind !== 'update') return next.kind;
  if (next.class === 'close') return 'close';
  return next.comment === undefined ? 'change' : 'comment';
}

async function send(
  ports: LanePorts,
  record: LaneRecord,
  effect: NewEffect,
  permit: CallPermit,
): Promise<ZendeskOutcome<Done>> {
  const { organizationId, ticketId } = record;
  const write = { body: effect.body, callClass: effect.callClass, permit };
  const commentId = effect.kind === 'redact' ? effect.after.achieved.redaction?.comments.at(-1) : undefined;
  if (effect.ticketId === null) {
    const outcome = await ports.desk.createTicket(organizationId, { ...write, idempotencyKey: effect.id });
    return mapBody(outcome, (answer) => doneBy(effect, answer));
  }
  if (commentId !== undefined) {
    const outcome = await ports.desk.redactComment(organizationId, effect.ticketId, commentId, write);
    return mapBody(outcome, () => doneAs({ id: ticketId ?? 0 }));
  }
  const outcome = await ports.desk.updateTicket(organizationId, effect.ticketId, write);
  return mapBody(outcome, (answer) => doneBy(effect, answer));
}

async function endOf(hand: EffectInHand, outcome: ZendeskOutcome<Done>): Promise<Step> {
  const { ports, record, effect } = hand;
  const call = callOf(outcome);
  switch (outcome.kind) {
    case 'ok':
      if (outcome.unpermittedKeys.length > 0)
        ports.watch.unpermittedKeys(record.organizationId, outcome.unpermittedKeys);
      return conclude(hand, outcome.body, call);
    case 'unknown':
      return conclude(
        hand,
        { state: 'unknown', reason: outcome.reason },
        call,
        restOfUnknown(effect, outcome),
      );
    case 'refused':
      if (effect.kind === 'redact') return redactionRefused(hand, outcome);
      if (isAboutUploads(outcome)) return uploadAgain(hand, outcome);
      return effect.kind === 'update' ? updateRefused(hand, outcome) : createRefused(hand, outcome);
    case 'conflict':
    case 'rate-limited':
    case 'unauthorised':
    case 'not-sent': {
      const reason = outcome.kind === 'not-sent' ? outcome.reason : outcome.kind;
      const forgetSight = outcome.kind === 'conflict';
      return conclude(hand, { state: 'released', reason, forgetSight }, call, restAfter(outcome));
    }
  }
}

/** A create goes again under its key after a while; how long an update must wait is told by the ledger. */
function restOfUnknown(effect: NewEffect, { retryAfterMs = 0 }: UnknownOutcome): Step {
  if (effect.kind === 'update') return GO_ON;
  // A redaction may go again as soon as the comment says that it was not applied.
  return { kind: 'rest', restMs: Math.max(RETRY_MS.first, retryAfterMs) };
}

type Refusal = Extract<ZendeskOutcome<never>, { kind: 'refused' }>;

async function createRefused(hand: EffectInHand, refusal: Refusal): Promise<Step> {
  if (refusal.code === 'idempotency-mismatch') {
    return conclude(hand, { state: 'unknown', reason: refusal.code }, callOf(refusal));
  }
  return conclude(hand, rejectedBy(hand, refusal), callOf(refusal));
}

/** K13: what Zendesk redacts no more stays as it is; the remark that the message was deleted follows. */
async function redactionRefused(hand: EffectInHand, refusal: Refusal): Promise<Step> {
  const { ports, held, effect } = hand;
  const isImpossible = refusal.code === 'ticket-closed' || refusal.code === 'not-found';
  if (!isImpossible) return conclude(hand, rejectedBy(hand, refusal), callOf(refusal));
  const step = await conclude(hand, { state: 'released', reason: refusal.code }, callOf(refusal));
  if (step.kind !== 'go-on') return step;
  return (await ports.store.advance(held, effect.after.achieved)) ? GO_ON : LOST;
}

/** What a refused update means is told by the ticket, not by the words of the refusal. */
async function updateRefused(hand: EffectInHand, refusal: Refusal): Promise<Step> {
  const { ports, record, effect } = hand;
  const call = callOf(refusal);
  if (refusal.code === 'too-many-comments') {
    const end = {
      state: 'released',
      reason: refusal.code,
      comments: COMMENTS_PER_TICKET,
    } as const;
    return conclude(hand, end, call);
  }
  if (refusal.code === 'user-suspended' || effect.ticketId === null)
    return conclude(hand, rejectedBy(hand, refusal), call);
  const shown = await ports.desk.showTicket(record.organizationId, effect.ticketId);
  if (
    shown.kind === 'ok' &&
    sightOf(shown.body, false).status === 'closed' &&
    record.sight?.status !== 'closed'
  ) {
    return conclude(hand, { state: 'released', reason: 'ticket-closed', forgetSight: true }, call);
  }
  if (shown.kind === 'refused' && shown.code === 'not-found') {
    return conclude(hand, { state: 'rejected', reason: TICKET_DELETED.reason, halt: TICKET_DELETED }, call);
  }
  if (shown.kind !== 'ok') {
    return conclude(hand, { state: 'released', reason: refusal.code }, call, {
      kind: 'rest',
      restMs: 5_000,
    });
  }
  return conclude(hand, rejectedBy(hand, refusal), call);
}

/**
 * The call belongs to the trace of the fact that moved the target, and is linked to every other message it brings.
 * A part of what was due belongs to the last message it brings.
 */
function inTrace<T>(record: LaneRecord, effect: NewEffect, work: () => Promise<T>): Promise<T> {
  const { position } = effect.after.achieved;
  const reachesTarget = position?.offset === record.through.offset && position.epoch === record.through.epoch;
  const last = effect.traceparents.at(-1);
  const parent =
    reachesTarget || effect.ticketId === null ? (record.traceparent ?? last) : (last ?? record.traceparent);
  const links = effect.traceparents.filter((traceparent) => traceparent !== parent);
  const attributes = {
    [ATTRIBUTE.organizationId]: record.organizationId,
    [ATTRIBUTE.conversationId]: record.conversationId,
    [ATTRIBUTE.ticketKey]: record.ticketKey,
    [ATTRIBUTE.effectId]: effect.id,
    [ATTRIBUTE.effectKind]: effect.label,
  };
  return runInSpan(SPAN.workLane, { parent, links, attributes }, work);
}
