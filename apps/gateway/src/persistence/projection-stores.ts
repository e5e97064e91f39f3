import type { ProjectionStores } from '../read-model/gateway-projections';
import { summariseFact } from '../read-model/summarise-fact';
import { orderEntry } from '../read-model/timeline-entries';
import { noteConversations } from './change-notes';
import { addToMinutes } from './minute-counts';
import { storeDirectory } from './directory-store';
import { storeCustomers } from './store-customers';
import { storeDecisions } from './store-decisions';
import { storeConversations, storeEvents } from './store-facts';
import { storeTickets } from './store-tickets';
import { storeRoutings } from './routings';
import { storeTimeline } from './timeline-rows';

/** The read model in Postgres. */
export const PROJECTION_STORES: ProjectionStores = {
  facts: async (tx, events) => {
    const firsts = await storeEvents(tx, events, summariseFact);
    await storeConversations(tx, firsts);
    await storeRoutings(tx, firsts);
    const happened = firsts.map(({ record, position }) => ({
      at: new Date(record.timestamp),
      partition: position.partition,
      count: 1,
    }));
    await addToMinutes(tx, 'events', happened);
  },
  decisions: storeDecisions,
  customers: storeCustomers,
  tickets: storeTickets,
  commands: async (tx, events) => {
    const entries = events.flatMap(
      ({ event, record }) => orderEntry(event, new Date(record.timestamp)) ?? [],
    );
    await storeTimeline(tx, entries);
    await noteConversations(
      tx,
      entries.map(({ conversationId }) => conversationId),
    );
  },
  directory: async (tx, events) => {
    await storeEvents(tx, events, ({ type }) => type);
    await storeDirectory(tx, events);
  },
};
