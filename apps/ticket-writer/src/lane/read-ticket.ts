import type { Ticket } from '@parley/zendesk';
import { announceEnd } from './announce';
import { doneAs, haltLane, TICKET_DELETED } from './conclude';
import type { HeldLane, LaneRecord, SuspectEffect } from './lane';
import { isMarkOf } from './marker';
import { isGone, restAfter } from './outcomes';
import { GO_ON, LOST, type LanePorts, type Lease, type Step } from './ports';
import { followMerge, isMerged } from './follow-merge';
import { CLOCK_SKEW_MS } from './settle-update';
import { sightOf, STAMP_SETTLES_MS } from './sighting';
import { isUnknown, newestMark, takeUp, type Mark } from './take-up';

/**
 * Reads the ticket before it is changed. Where its stamp is not the one that the lane knows, its newest Parley marker is read
 * after it: a sender that slept may have brought an effect that was taken for lost, and a database that was restored to an
 * earlier time does not know what was written since; the stamp just read would let the same message through again. A ticket
 * that is gone parks the lane, unless a person ordered a new one (K11).
 */
export async function readTicket(
  ports: LanePorts,
  held: HeldLane,
  record: LaneRecord,
  ticketId: number,
  lease: Lease,
): Promise<Step> {
  const outcome = await ports.desk.showTicket(record.organizationId, ticketId);
  if (isGone(outcome)) {
    if (!record.isRemade) return haltLane(ports, held, record, TICKET_DELETED);
    return (await ports.store.restart(held)) ? GO_ON : LOST;
  }
  if (outcome.kind !== 'ok') return restAfter(outcome);
  const ticket = outcome.body;
  if (lease.madeTicketId === ticketId && record.sight === null) {
    lease.sight = sightOf(ticket, false);
    return GO_ON;
  }
  const isKnown = record.sight?.stamp === ticket.updated_at;
  if (!isKnown || record.suspects.length > 0) {
    const mark = await newestMark(ports, record, ticketId, lookedThroughFrom(record, ticket));
    if (mark.kind !== 'ok') return restAfter(mark);
    const late = mark.body && suspectOf(mark.body, record);
    if (mark.body !== undefined && (late !== undefined || isUnknown(mark.body, record))) {
      // The mark was read after the ticket: what it brought may be on the ticket only since then.
      const again = await ports.desk.showTicket(record.organizationId, ticketId);
      if (again.kind !== 'ok') return isGone(again) ? GO_ON : restAfter(again);
      return late === undefined
        ? takeUp(ports, held, record, again.body, mark.body)
        : adopt(ports, held, record, late, again.body);
    }
  }
  if (isMerged(ticket)) return followMerge(ports, held, record, ticket);
  const isOldStamp = record.sight?.stamp === ticket.updated_at && record.sightAgeMs >= STAMP_SETTLES_MS;
  return (await ports.store.sight(held, sightOf(ticket, isOldStamp))) ? GO_ON : LOST;
}

/** What the lane does not know was written after all that it knows. */
function lookedThroughFrom({ writtenAt, suspects }: LaneRecord, ticket: Ticket): Date {
  const known = [writtenAt ?? new Date(ticket.created_at), ...suspects.map(({ firstSentAt }) => firstSentAt)];
  return new Date(Math.min(...known.map((time) => time.getTime())) - CLOCK_SKEW_MS);
}

/** The effect that was taken for lost, when it is the ticket's newest after all. */
function suspectOf({ marker }: Mark, { suspects }: LaneRecord): SuspectEffect | undefined {
  return suspects.find((suspect) => isMarkOf(marker, suspect));
}

async function adopt(
  ports: LanePorts,
  held: HeldLane,
  record: LaneRecord,
  suspect: SuspectEffect,
  ticket: Ticket,
): Promise<Step> {
  const end = doneAs(ticket);
  const told = announceEnd(record, { ...suspect, ticketId: ticket.id }, end, {}, ports.clock.now());
  return (await ports.store.conclude(held, suspect.id, end, {}, told)) ? GO_ON : LOST;
}
