import { PARLEY_NAMESPACE, uuidV5, type GateReason } from '@parley/contracts';
import type { FieldFault, Refused, TicketAnswer, Ticket } from '@parley/zendesk';
import { announceEnd, Announcement } from './announce';
import type { HeldLane, LaneRecord, NewEffect } from './lane';
import type { Conclusion, Done, EffectCall, Halt, Rejected } from './lane-store';
import { GO_ON, LOST, type LanePorts, type Step } from './ports';
import { authorOf } from './request';
import { isStatus, sightOf } from './sighting';

/** How long a lane whose requester was refused waits before it tries again; what customer-service finds out wakes it earlier (C4, C5). */
const REFUSED_REQUESTER_RETRY_MS = 300_000;
/** Where a 422 complains about a requester who is not there any more. */
const REQUESTER_FIELDS: ReadonlySet<string> = new Set(['requester', 'requester_id']);

/** The lane rests as long as its halt says. */
const HALTED: Step = { kind: 'rest' };

/** A lane's step in the middle of an effect. */
export interface EffectInHand {
  readonly ports: LanePorts;
  readonly held: HeldLane;
  readonly record: LaneRecord;
  readonly effect: NewEffect;
}

/** Writes the end of an effect into the ledger and the lane, with what is told about it. */
export async function conclude(
  hand: EffectInHand,
  end: Conclusion,
  call: EffectCall,
  then: Step = end.state === 'rejected' ? HALTED : GO_ON,
): Promise<Step> {
  const { ports, held, record, effect } = hand;
  const told = announceEnd(record, effect, end, call, ports.clock.now());
  const isMine = await ports.store.conclude(held, effect.id, end, call, told);
  if (!isMine) return LOST;
  ports.watch.effectEnded(effect.label, end.state);
  return then;
}

/** The answer to a create or an update: the ticket, and the audit of this very call. */
export function doneBy(effect: NewEffect, answer: TicketAnswer): Done {
  const auditId = answer.audit === undefined ? {} : { auditId: answer.audit.id };
  // Triggers of the account run after a create, so its answer is old at once; an update's answer is the best there is.
  if (effect.kind !== 'update') return { ...doneAs(answer.ticket), ...auditId };
  return { state: 'done', ticketId: answer.ticket.id, sight: sightOf(answer.ticket, false), ...auditId };
}

/** A ticket as a create's answer or a look-up shows it. It must be read again before the next change. */
export function doneAs(ticket: Pick<Ticket, 'id'> & Partial<Pick<Ticket, 'status'>>): Done {
  const { id, status } = ticket;
  return { state: 'done', ticketId: id, sight: null, ...(isStatus(status) ? { status } : {}) };
}

/** What the meaning of a refusal depends on. */
interface RefusedHand {
  readonly record: Pick<LaneRecord, 'customerId'>;
  readonly effect: Pick<NewEffect, 'body'>;
}

/** What a refusal of the data means for the lane: it halts, every other lane goes on. */
export function rejectedBy({ effect, record }: RefusedHand, refusal: Refused): Rejected {
  const customerReason = refusedCustomer(refusal, authorOf(effect.body) === record.customerId);
  if (customerReason !== undefined) {
    return {
      state: 'rejected',
      reason: customerReason,
      halt: {
        state: 'held',
        reason: customerReason,
        detail: refusal.detail,
        retryAfterMs: REFUSED_REQUESTER_RETRY_MS,
      },
    };
  }
  const reason = 'rejected-by-zendesk';
  const detail = `${refusal.status} ${refusal.code} ${refusal.detail}`.trim();
  return { state: 'rejected', reason: `${reason}: ${detail}`, halt: { state: 'parked', reason, detail } };
}

/** The id of a lane's next effect. */
export function effectIdOf(record: Pick<LaneRecord, 'ticketKey' | 'nextSequence'>): string {
  return uuidV5(PARLEY_NAMESPACE, JSON.stringify(['effect', record.ticketKey, record.nextSequence]));
}

/** G7: whether it is the customer that Zendesk refuses, suspended (C4) or deleted since they were found (C5). */
function refusedCustomer({ code, fields }: Refused, isAuthor: boolean): GateReason | undefined {
  if (code === 'user-suspended') return 'customer-suspended';
  const isAboutThem = ({ field }: FieldFault): boolean =>
    REQUESTER_FIELDS.has(field) || (field === 'author_id' && isAuthor);
  return code === 'invalid' && fields.length > 0 && fields.every(isAboutThem)
    ? 'customer-not-found'
    : undefined;
}

/** The ticket is not there any more: it is not resurrected (K11). */
export const TICKET_DELETED: Halt = {
  state: 'parked',
  reason: 'ticket-deleted',
  detail: 'The ticket was deleted in Zendesk',
};

/** Stops a lane that has no effect in hand. */
export async function haltLane(
  ports: LanePorts,
  held: HeldLane,
  record: LaneRecord,
  halt: Halt,
): Promise<Step> {
  const effectId = effectIdOf(record);
  const told = new Announcement(record, ports.clock.now()).halted(halt, effectId).told();
  return (await ports.store.halt(held, halt, effectId, told)) ? HALTED : LOST;
}
