import type { EffectInHand } from './conclude';
import { conclude } from './conclude';
import type { HeldLane, LaneRecord, UnfinishedEffect } from './lane';
import type { LanePorts, Lease, Step } from './ports';
import { settleRedaction } from './redact-message';
import { settleCreate } from './settle-create';
import { settleUpdate } from './settle-update';

/**
 * Finds out what became of an effect whose end is not known. It is never simply sent again: a create goes again under its
 * key or is looked up, an update is looked for in the ticket's audits, a redaction in its comment.
 */
export async function settleEffect(
  ports: LanePorts,
  held: HeldLane,
  record: LaneRecord,
  effect: UnfinishedEffect,
  lease: Lease,
): Promise<Step> {
  const hand: EffectInHand & { readonly effect: UnfinishedEffect } = { ports, held, record, effect };
  // Whoever stored it in an earlier epoch is gone, or sleeps: nobody can say whether its call went out.
  if (effect.state === 'in-flight') return conclude(hand, { state: 'unknown', reason: 'owner-vanished' }, {});
  if (effect.kind === 'redact') return settleRedaction(hand);
  return effect.kind === 'update' ? settleUpdate(hand) : settleCreate(hand, lease);
}
