import type { ProjectionStores } from '../read-model/gateway-projections';
import { summariseFact } from '../read-model/summarise-fact';
import { orderEntry } from '../read-model/timeline-entries';
import { storeDirectory } from './directory-store';
import { storeCustomers } from './store-customers';
import { storeDecisions } from './store-decisions';
import { storeConversations, storeEvents } from './store-facts';
import { storeTickets } from './store-tickets';
import { storeTimeline } from './timeline-rows';

/** The read model in Postgres. */
export const PROJECTION_STORES: ProjectionStores = {
  facts: async (tx, events) => storeConversations(tx, await storeEvents(tx, events, summariseFact)),
  decisions: storeDecisions,
  customers: storeCustomers,
  tickets: storeTickets,
  commands: (tx, events) =>
    storeTimeline(
      tx,
      events.flatMap(({ event, record }) => orderEntry(event, new Date(record.timestamp)) ?? []),
    ),
  directory: async (tx, events) => {
    await storeEvents(tx, events, ({ type }) => type);
    await storeDirectory(tx, events);
  },
};
