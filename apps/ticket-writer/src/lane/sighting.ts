import type { Ticket } from '@parley/zendesk';
import type { TicketStatus, TicketView } from '@parley/ticket-content';
import type { LaneRecord, TicketSight } from './lane';

/** How long after a stamp was first seen no other change can share its second. */
export const STAMP_SETTLES_MS = 2_000;

/**
 * So long after a stamp was first seen no change gets it any more: its second is over, cut or rounded. An update waits for
 * that, so that no two of a lane's share a stamp, and an older sight of a restored database never fits a newer ticket.
 */
export const STAMP_PASSES_MS = 1_500;

const STATUSES: ReadonlySet<string> = new Set([
  'new',
  'open',
  'pending',
  'hold',
  'solved',
  'closed',
] satisfies TicketStatus[]);

/** A ticket of Zendesk's answer as a lane keeps it. An unknown status is an open one: everything may be tried on it. */
export function sightOf(ticket: Ticket, settled: boolean): TicketSight {
  return {
    stamp: ticket.updated_at,
    status: isStatus(ticket.status) ? ticket.status : 'open',
    tags: ticket.tags,
    assigneeId: ticket.assignee_id ?? null,
    settled,
  };
}

/** The ticket as ticket-content wants it. */
export function viewOf(record: LaneRecord, ticketId: number, sight: TicketSight): TicketView {
  const { status, tags, assigneeId } = sight;
  const requesterId = record.requesterId ?? 0;
  return { id: ticketId, status, tags, assigneeId, requesterId, comments: record.comments };
}

/** Whether it is a status that Parley knows. */
export function isStatus(status: unknown): status is TicketStatus {
  return typeof status === 'string' && STATUSES.has(status);
}
