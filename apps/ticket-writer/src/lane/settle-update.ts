import { conclude, doneAs, TICKET_DELETED, type EffectInHand } from './conclude';
import type { UnfinishedEffect } from './lane';
import { isSameWrite, markerIn, markerOfRequest } from './marker';
import { callOf, isGone, restAfter } from './outcomes';
import { GO_ON, type Step } from './ports';
import { requested } from './request';
import { isStatus } from './sighting';

/** Zendesk's clock and ours may differ by this much before an audit would be overlooked. */
export const CLOCK_SKEW_MS = 600_000;

/** Waits until the call must have ended, then looks for its marker in the audits, newest first. */
export async function settleUpdate(
  hand: EffectInHand & { readonly effect: UnfinishedEffect },
): Promise<Step> {
  const { ports, record, effect } = hand;
  const restMs = ports.settings.settleMs - effect.sinceFirstSentMs;
  if (restMs > 0 || effect.ticketId === null) return { kind: 'rest', restMs: Math.max(restMs, 1) };
  const mine = markerOfRequest(effect.body);
  const outcome = await ports.desk.findAudit(record.organizationId, effect.ticketId, {
    matches: (audit) => {
      const marker = markerIn(audit);
      return marker !== undefined && isSameWrite(marker, mine);
    },
    notBefore: new Date(effect.firstSentAt.getTime() - CLOCK_SKEW_MS),
  });
  if (isGone(outcome)) {
    return conclude(
      hand,
      { state: 'rejected', reason: TICKET_DELETED.reason, halt: TICKET_DELETED },
      callOf(outcome),
    );
  }
  if (outcome.kind !== 'ok') return restAfter(outcome);
  if (outcome.body === undefined) {
    return conclude(
      hand,
      { state: 'released', reason: 'not-applied', isSuspect: true, forgetSight: true },
      {},
      GO_ON,
    );
  }
  const status = requested(effect.body, 'status');
  const done = { ...doneAs({ id: effect.ticketId }), auditId: outcome.body.id };
  return conclude(hand, isStatus(status) ? { ...done, status } : done, {});
}
