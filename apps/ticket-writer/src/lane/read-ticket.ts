import { announceEnd } from './announce';
import { haltLane, TICKET_DELETED } from './conclude';
import type { HeldLane, LaneRecord, SuspectEffect } from './lane';
import { effectOf } from './marker';
import { isGone, restAfter } from './outcomes';
import { GO_ON, LOST, type LanePorts, type Step } from './ports';
import { followMerge, isMerged } from './follow-merge';
import { CLOCK_SKEW_MS } from './settle-update';
import { sightOf, STAMP_SETTLES_MS } from './sighting';

/**
 * Reads the ticket before it is changed. Where an effect was taken for lost, the audits are read after it: a sender that
 * slept may have brought the effect meanwhile, and the stamp just read would let the same message through again. A ticket
 * that is gone parks the lane, unless a person ordered a new one (K11).
 */
export async function readTicket(
  ports: LanePorts,
  held: HeldLane,
  record: LaneRecord,
  ticketId: number,
): Promise<Step> {
  const outcome = await ports.desk.showTicket(record.organizationId, ticketId);
  if (isGone(outcome)) {
    if (!record.isRemade) return haltLane(ports, held, record, TICKET_DELETED);
    return (await ports.store.restart(held)) ? GO_ON : LOST;
  }
  if (outcome.kind !== 'ok') return restAfter(outcome);
  const late = record.suspects.length === 0 ? undefined : await findLate(ports, record, ticketId);
  if (late !== undefined && 'kind' in late) return late;
  if (late !== undefined) return adopt(ports, held, record, late, ticketId);
  if (isMerged(outcome.body)) return followMerge(ports, held, record, outcome.body);
  const isOldStamp = record.sight?.stamp === outcome.body.updated_at && record.sightAgeMs >= STAMP_SETTLES_MS;
  return (await ports.store.sight(held, sightOf(outcome.body, isOldStamp))) ? GO_ON : LOST;
}

/** The newest suspect that is in the audits after all. */
async function findLate(
  ports: LanePorts,
  record: LaneRecord,
  ticketId: number,
): Promise<SuspectEffect | Step | undefined> {
  const first = Math.min(...record.suspects.map(({ firstSentAt }) => firstSentAt.getTime()));
  const suspectOf = new Map(record.suspects.map((suspect) => [suspect.id, suspect]));
  const outcome = await ports.desk.findAudit(record.organizationId, ticketId, {
    matches: (audit) => suspectOf.has(effectOf(audit) ?? ''),
    notBefore: new Date(first - CLOCK_SKEW_MS),
  });
  if (outcome.kind !== 'ok') return restAfter(outcome);
  return outcome.body === undefined ? undefined : suspectOf.get(effectOf(outcome.body) ?? '');
}

async function adopt(
  ports: LanePorts,
  held: HeldLane,
  record: LaneRecord,
  suspect: SuspectEffect,
  ticketId: number,
): Promise<Step> {
  const end = { state: 'done', ticketId, sight: null } as const;
  const told = announceEnd(record, { ...suspect, ticketId }, end, {}, ports.clock.now());
  return (await ports.store.conclude(held, suspect.id, end, {}, told)) ? GO_ON : LOST;
}
