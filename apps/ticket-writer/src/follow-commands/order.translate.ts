import type { Command } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import type { Order } from './parked-lanes.port';

/** The orders among commands that are about tickets. */
export function ordersOf(events: readonly DecodedEvent<Command>[]): readonly Order[] {
  return events.flatMap(({ event }): readonly Order[] => {
    switch (event.type) {
      case 'parley.command.retry-parked.v1': {
        const { organizationId, ticketKey } = event.data;
        return [{ kind: 'retry', organizationId, ticketKey }];
      }
      case 'parley.command.ignore-parked.v1': {
        const { organizationId, ticketKey, effectId, by, at, note } = event.data;
        return [
          {
            kind: 'ignore',
            organizationId,
            ticketKey,
            effectId,
            ignored: { by: by.name ?? by.id, at, note },
          },
        ];
      }
      case 'parley.command.choose-customer.v1':
        return [];
    }
  });
}
