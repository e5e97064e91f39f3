import type { Audit, Ticket } from '@parley/zendesk';
import { afterMerge } from '@parley/ticket-content';
import { Announcement } from './announce';
import type { HeldLane, LaneRecord } from './lane';
import { restAfter } from './outcomes';
import { GO_ON, LOST, type LanePorts, type Step } from './ports';
import { sightOf } from './sighting';

/** Zendesk closes a ticket that was merged into another, and tags it so. */
const MERGED_TAG = 'closed_by_merge';

/** Whether the ticket was merged into another one. */
export function isMerged(ticket: Ticket): boolean {
  return ticket.status === 'closed' && ticket.tags.includes(MERGED_TAG);
}

/**
 * K11: a merged ticket is followed to its target, which its last audits name. A ticket that carries the tag for another
 * reason is a closed one like any other.
 */
export async function followMerge(
  ports: LanePorts,
  held: HeldLane,
  record: LaneRecord,
  ticket: Ticket,
): Promise<Step> {
  const outcome = await ports.desk.findAudit(record.organizationId, ticket.id, {
    matches: (audit) => targetOf(audit) !== undefined,
    notBefore: new Date(ticket.created_at),
  });
  if (outcome.kind !== 'ok') return restAfter(outcome);
  const target = outcome.body && targetOf(outcome.body);
  if (target === undefined || target === ticket.id) {
    return (await ports.store.sight(held, sightOf(ticket, false))) ? GO_ON : LOST;
  }
  const achieved = afterMerge(record.achieved);
  const told = new Announcement(record, ports.clock.now())
    .written(false, { achieved, generation: record.generation }, target, undefined)
    .told();
  return (await ports.store.follow(held, target, achieved, told)) ? GO_ON : LOST;
}

/** The ticket that an audit says this one was merged into. */
function targetOf(audit: Audit): number | undefined {
  const source = audit.via?.source;
  const id = source?.rel === 'merge' ? source.to?.ticket_id : undefined;
  const number = typeof id === 'string' ? Number(id) : id;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
