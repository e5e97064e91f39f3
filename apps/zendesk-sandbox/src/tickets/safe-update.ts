import { wholeSeconds } from '../http/timestamps';
import type { Parameters } from '../http/parameters';
import { updateConflict } from '../http/zendesk-error';
import type { Ticket } from './ticket';

/**
 * Refuses an update that was made from an outdated view. "Sending `safe_update:false` acts like true; leave it out to turn it
 * off"; stamps have a resolution of one second.
 *
 * @throws ZendeskError 409 `UpdateConflict`
 */
export function checkSafeUpdate(ticket: Ticket, parameters: Parameters): void {
  if (!parameters.has('safe_update')) return;
  const stamp = parameters.text('updated_stamp');
  if (stamp === undefined || stamp === null) return;
  if (wholeSeconds(Date.parse(stamp)) !== wholeSeconds(ticket.updatedAt)) throw updateConflict();
}
