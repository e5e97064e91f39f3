import { uuidV5, PARLEY_NAMESPACE } from '@parley/contracts';
import { COMMENTS_PER_TICKET, type CreateEffect, type UpdateEffect } from '@parley/ticket-content';
import { ATTRIBUTE, runInSpan, SPAN } from '@parley/platform';
import type { CallPermit, TicketAnswer, UnknownOutcome, ZendeskOutcome } from '@parley/zendesk';
import { Announcement, shownPosition } from './announce';
import { conclude, doneBy, rejectedBy, TICKET_DELETED, type EffectInHand } from './conclude';
import type { OpenLane } from './content';
import type { HeldLane, LaneRecord, NewEffect } from './lane';
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
  const { record } = lane;
  const path = next.kind === 'update' ? `/api/v2/tickets/${record.ticketId}` : '/api/v2/tickets';
  const method = next.kind === 'update' ? 'PUT' : 'POST';
  const admission = await ports.desk.admit(record.organizationId, { method, path, callClass: next.class });
  if (admission.kind === 'wait') return restOfBucket(admission.bucket, admission.retryAfterMs);
  if (admission.kind === 'shut') return restOfShut();
  try {
    return await writeAdmitted(ports, held, lane, next, lease, admission.permit);
  } finally {
    admission.permit.release();
  }
}

async function writeAdmitted(
  ports: LanePorts,
  held: HeldLane,
  lane: OpenLane,
  next: Writing,
  lease: Lease,
  permit: CallPermit,
): Promise<Step> {
  const effect = effectFor(lane, next);
  const { record } = lane;
  const told = new Announcement(record, ports.clock.now()).effect(effect, 'in-flight').told();
  const leaseFromMs = ports.clock.monotonicMs();
  if (!(await ports.store.begin(held, effect, ports.settings.leaseMs, told))) return LOST;
  lease.endsAtMs = leaseFromMs + ports.settings.leaseMs;
  const hand: EffectInHand = { ports, held, record: { ...record, version: told.version }, effect };
  // A process that slept since then may not send: the lane can be another's by now.
  if (lease.endsAtMs - ports.clock.monotonicMs() < ports.settings.callTimeoutMs) {
    return conclude(hand, { state: 'released', reason: 'lease-too-short' }, {}, { kind: 'rest' });
  }
  const outcome = await inTrace(record, effect, () => send(ports, record, effect, permit));
  return endOf(hand, outcome);
}

function effectFor(lane: OpenLane, next: Writing): NewEffect {
  const { record, organization } = lane;
  const creates = next.kind !== 'update';
  const base = {
    id: uuidV5(PARLEY_NAMESPACE, JSON.stringify(['effect', record.ticketKey, record.nextSequence])),
    sequence: record.nextSequence,
    kind: next.kind,
    label: labelOf(next),
    callClass: next.class,
    ticketId: creates ? null : record.ticketId,
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
  const marker = markerOf(record.ticketKey, base);
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
): Promise<ZendeskOutcome<TicketAnswer>> {
  const write = { body: effect.body, callClass: effect.callClass, permit };
  if (effect.ticketId !== null) return ports.desk.updateTicket(record.organizationId, effect.ticketId, write);
  return ports.desk.createTicket(record.organizationId, { ...write, idempotencyKey: effect.id });
}

async function endOf(hand: EffectInHand, outcome: ZendeskOutcome<TicketAnswer>): Promise<Step> {
  const { ports, record, effect } = hand;
  const call = callOf(outcome);
  switch (outcome.kind) {
    case 'ok':
      if (outcome.unpermittedKeys.length > 0)
        ports.watch.unpermittedKeys(record.organizationId, outcome.unpermittedKeys);
      return conclude(hand, doneBy(effect, outcome.body), call);
    case 'unknown':
      return conclude(
        hand,
        { state: 'unknown', reason: outcome.reason },
        call,
        restOfUnknown(effect, outcome),
      );
    case 'refused':
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
  return { kind: 'rest', restMs: Math.max(RETRY_MS.first, retryAfterMs) };
}

type Refusal = Extract<ZendeskOutcome<TicketAnswer>, { kind: 'refused' }>;

async function createRefused(hand: EffectInHand, refusal: Refusal): Promise<Step> {
  if (refusal.code === 'idempotency-mismatch') {
    return conclude(hand, { state: 'unknown', reason: refusal.code }, callOf(refusal));
  }
  return conclude(hand, rejectedBy(hand, refusal), callOf(refusal));
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
