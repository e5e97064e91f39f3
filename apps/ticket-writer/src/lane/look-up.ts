import { mapBody, type Ticket, type ZendeskOutcome } from '@parley/zendesk';
import type { LaneRecord } from './lane';
import { externalIdOf } from './marker';
import type { LanePorts } from './ports';

/** The lane's ticket of that generation, by the list filter, which is current. Of several the oldest, with an alert. */
export async function listedTicket(
  { desk, watch }: Pick<LanePorts, 'desk' | 'watch'>,
  { organizationId, ticketKey }: Pick<LaneRecord, 'organizationId' | 'ticketKey'>,
  generation: number,
): Promise<ZendeskOutcome<Ticket | undefined>> {
  const listed = await desk.ticketsByExternalId(organizationId, externalIdOf(ticketKey, generation));
  return mapBody(listed, (tickets) => {
    const [oldest, ...others] = [...tickets].sort((a, b) => a.id - b.id);
    if (others.length > 0) {
      const ids = tickets.map(({ id }) => id);
      watch.severalTickets(organizationId, ticketKey, ids);
    }
    return oldest;
  });
}
