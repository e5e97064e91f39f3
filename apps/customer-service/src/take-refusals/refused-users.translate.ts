import type { TicketEvent } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import type { RefusedUser } from '../resolve-customer/requester-store.port';

/** The users whom Zendesk refused as requesters of tickets, each once (C4, C5). */
export function refusedUsers(events: readonly DecodedEvent<TicketEvent>[]): readonly RefusedUser[] {
  const refused = new Map<string, RefusedUser>();
  for (const { event } of events) {
    if (event.type !== 'parley.ticket.held.v1') continue;
    const { organizationId, zendeskUserId } = event.data;
    if (zendeskUserId !== undefined)
      refused.set(`${zendeskUserId} ${organizationId}`, { organizationId, zendeskUserId });
  }
  return [...refused.values()];
}
