import type { CreateEffect } from '@parley/ticket-content';
import type { OpenLane } from './content';
import type { HeldLane, LaneRecord } from './lane';
import { listedTicket } from './look-up';
import { externalIdOf } from './marker';
import { restAfter } from './outcomes';
import type { LanePorts, Lease, Step } from './ports';
import { LIVE_MS } from './settle-create';
import { newestMark, takeUp } from './take-up';
import { writeEffect } from './write-effect';

/**
 * Opens the lane's ticket, or the follow-up of a closed one. Unless it was asked for just now, and never tried, it is looked
 * up first: it may be there since before Postgres was restored, longer ago than Zendesk remembers keys (K15).
 */
export async function openTicket(
  ports: LanePorts,
  held: HeldLane,
  lane: OpenLane,
  next: CreateEffect,
  lease: Lease,
): Promise<Step> {
  const { record } = lane;
  if (isAskedForJustNow(record)) return writeEffect(ports, held, lane, next, lease);
  const generation = record.generation + (next.kind === 'follow-up' ? 1 : 0);
  const known = await takeUpKnown(ports, held, record, generation);
  return known ?? writeEffect(ports, held, lane, next, lease);
}

function isAskedForJustNow({ nextSequence, generation, requestAgeMs }: LaneRecord): boolean {
  const isFirst = nextSequence === 1 && generation === 0;
  return isFirst && requestAgeMs !== null && Math.abs(requestAgeMs) < LIVE_MS;
}

/** The step that takes up the ticket that is there, when it is one that Parley wrote. */
async function takeUpKnown(
  ports: LanePorts,
  held: HeldLane,
  record: LaneRecord,
  generation: number,
): Promise<Step | undefined> {
  const externalId = externalIdOf(record.ticketKey, generation);
  if (ports.looks.isGood(externalId)) return undefined;
  const listed = await listedTicket(ports, record, generation);
  if (listed.kind !== 'ok') return restAfter(listed);
  const ticket = listed.body;
  if (ticket === undefined) {
    ports.looks.foundNone(externalId);
    return undefined;
  }
  const mark = await newestMark(ports, record, ticket.id, new Date(0));
  if (mark.kind !== 'ok') return restAfter(mark);
  return mark.body && takeUp(ports, held, record, ticket, mark.body);
}
