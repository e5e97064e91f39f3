import {
  consumerGroupId,
  parseConversationEvent,
  parseDerived,
  topicName,
  type TopicName,
} from '@parley/contracts';
import {
  cloudEvents,
  type Coverage,
  type Decode,
  EVENT_LOG_NOT_COVERED,
  parkedContacts,
  type RebuildParts,
  type RebuildPhase,
  type RebuildPlan,
  type RebuildSource,
} from '@parley/event-log';
import { GATEWAY_MIGRATIONS, GATEWAY_SCHEMA } from '../persistence/migrations';
import { PROJECTION_STORES } from '../persistence/projection-stores';
import type { StoreEvents } from '../read-model/read-model.handlers';
import { READ_MODEL_TABLES } from './compared-tables';

const ALERTS = 'what people were told, and when';
const OWNED = 'the gateway is the source of it, not the log';

/** How the gateway's read model is rebuilt: from every topic that tells something about conversations. */
export const GATEWAY_REBUILD: RebuildPlan = {
  service: 'gateway',
  schema: GATEWAY_SCHEMA,
  migrations: GATEWAY_MIGRATIONS,
  phases,
  coverage,
  next: 'With the service stopped, the tables of its read model can take the place of the live ones (docs/adr/0008).',
};

function phases({ handler, prefix }: RebuildParts): readonly RebuildPhase[] {
  const group = consumerGroupId(prefix, 'gatewayReadModel');
  const source = <E>(topic: TopicName, decode: Decode<E>, store: StoreEvents<E>): RebuildSource => ({
    topic: topicName(prefix, topic),
    group,
    through: 'position',
    handle: handler(group, { seen: false, decode }, async (tx, events) => {
      if (events.length > 0) await store(tx, events);
      return { outgoing: [] };
    }),
  });
  const { facts, decisions, customers, tickets, commands } = PROJECTION_STORES;
  return [
    {
      // First, because they say which contact began a conversation; live, that contact's facts came first.
      what: 'decisions',
      sources: [
        source(
          'syncRequests',
          cloudEvents((event) => parseDerived('syncRequests', event)),
          decisions,
        ),
      ],
    },
    {
      what: 'facts, customers, tickets and orders',
      sources: [
        source('conversationEvents', cloudEvents(parseConversationEvent), facts),
        source(
          'customerEvents',
          cloudEvents((event) => parseDerived('customerEvents', event)),
          customers,
        ),
        source(
          'ticketEvents',
          cloudEvents((event) => parseDerived('ticketEvents', event)),
          tickets,
        ),
        source(
          'commands',
          cloudEvents((event) => parseDerived('commands', event)),
          commands,
        ),
      ],
    },
  ];
}

function coverage(prefix: string): Coverage {
  return {
    tables: [...READ_MODEL_TABLES, parkedContacts([consumerGroupId(prefix, 'gatewayReadModel')])],
    notCovered: {
      ...EVENT_LOG_NOT_COVERED,
      publisher: OWNED,
      publisher_usage: OWNED,
      organization: OWNED,
      linked_account: OWNED,
      configuration_version: OWNED,
      organization_change: OWNED,
      authorization_attempt: OWNED,
      session: OWNED,
      organization_backlog: 'how much waits now, from a topic that is kept for days',
      breaker: 'how processes see Zendesk now, from a topic that is kept for days',
      alert: ALERTS,
      alert_message: ALERTS,
      routing: 'the last few routings of each team, for the page that verifies a setup',
      minute_count: 'what came and went in the last day, for the overview',
      change_note: 'what changed in the last minutes, for pages that are open',
      directory_entry: 'written by version from a compacted topic, and again by the next version',
      seen: 'the read model counts duplicates itself, and keeps no set of what it saw',
    },
  };
}
