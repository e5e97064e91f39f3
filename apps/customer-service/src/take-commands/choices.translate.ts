import type { Command } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import type { Choice } from '../resolve-customer/requester-store.port';

/** The choices in a batch of commands, in log order (C3); what else people order is not for this service. */
export function choicesOf(events: readonly DecodedEvent<Command>[]): readonly Choice[] {
  return events.flatMap(({ event }) => {
    if (event.type !== 'parley.command.choose-customer.v1') return [];
    const { organizationId, requesterKey, zendeskUserId } = event.data;
    return { organizationId, requesterKey, zendeskUserId };
  });
}
