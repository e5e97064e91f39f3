import type { TicketEvent } from '@parley/contracts';
import type { SimTicket } from '../world/zendesk-records';

/** X1: the status that a ticket was last told to have is the one that it has, unless an agent changed it. */
export function toldStatusComplaints(
  ticketKey: string,
  { id, status, byAgents }: SimTicket,
  told: readonly TicketEvent[],
): readonly string[] {
  if (byAgents.touchedStatus || byAgents.closed) return [];
  let newest: { readonly version: number; readonly status: string } | undefined;
  for (const { type, data } of told) {
    if (data.ticketKey !== ticketKey || data.zendeskTicketId !== id || type === 'parley.effect.changed.v1')
      continue;
    const known = 'status' in data ? data.status : undefined;
    if (known !== undefined && (newest === undefined || data.version > newest.version))
      newest = { version: data.version, status: known };
  }
  if (newest !== undefined && isOver(newest.status) === isOver(status)) return [];
  return [`X1: ${id} is ${status}, and was told to be ${newest?.status ?? 'nothing'}`];
}

/** Whether nobody works on it: `new` and `open` are one, since triggers change them behind Parley's back. */
function isOver(status: string): string {
  return status === 'closed' || status === 'solved' ? status : 'open';
}
