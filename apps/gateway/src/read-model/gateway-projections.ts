import {
  consumerGroupId,
  deadLetterTopic,
  parseConversationEvent,
  parseDerived,
  parseDirectoryEvent,
} from '@parley/contracts';
import type { ConnectionEvent, ConsumerGroupName, DirectoryEvent, InboundEvent } from '@parley/contracts';
import { PartitionProcessor, cloudEvents } from '@parley/event-log';
import type { Decode, OutboxPublisher } from '@parley/event-log';
import type { Database } from '@parley/platform';
import type { Projection, Projections } from './read-model.handlers';

/** What writes each topic's events. */
export interface ProjectionStores {
  readonly facts: Projections['facts']['store'];
  readonly decisions: Projections['decisions']['store'];
  readonly customers: Projections['customers']['store'];
  readonly tickets: Projections['tickets']['store'];
  readonly commands: Projections['commands']['store'];
  readonly directory: Projection<DirectoryEvent>['store'];
}

/** Everything that the gateway consumes. */
export interface GatewayProjections {
  readonly readModel: Projections;
  readonly directory: Projection<DirectoryEvent>;
  readonly connections: PartitionProcessor<ConnectionEvent>;
  readonly door: PartitionProcessor<InboundEvent>;
}

/**
 * Joins the consumer groups with what writes their events. None keeps a seen-set: the read model counts duplicates itself, and
 * everything else is written by version or place, so that a second time changes nothing.
 */
export function gatewayProjections(
  parts: { readonly database: Database; readonly outbox: OutboxPublisher; readonly prefix: string },
  stores: ProjectionStores,
  decodeInbound: Decode<InboundEvent>,
): GatewayProjections {
  const processor = <E>(name: ConsumerGroupName, decode: Decode<E>): PartitionProcessor<E> => {
    const group = consumerGroupId(parts.prefix, name);
    return new PartitionProcessor({
      ...parts,
      group,
      deadLetters: deadLetterTopic(group),
      seen: false,
      decode,
    });
  };
  const readModel: Projections = {
    facts: {
      processor: processor('gatewayReadModel', cloudEvents(parseConversationEvent)),
      store: stores.facts,
    },
    decisions: {
      processor: processor(
        'gatewayReadModel',
        cloudEvents((event) => parseDerived('syncRequests', event)),
      ),
      store: stores.decisions,
    },
    customers: {
      processor: processor(
        'gatewayReadModel',
        cloudEvents((event) => parseDerived('customerEvents', event)),
      ),
      store: stores.customers,
    },
    tickets: {
      processor: processor(
        'gatewayReadModel',
        cloudEvents((event) => parseDerived('ticketEvents', event)),
      ),
      store: stores.tickets,
    },
    commands: {
      processor: processor(
        'gatewayReadModel',
        cloudEvents((event) => parseDerived('commands', event)),
      ),
      store: stores.commands,
    },
  };
  return {
    readModel,
    directory: {
      processor: processor('gatewayDirectory', cloudEvents(parseDirectoryEvent, { nullValues: 'ignore' })),
      store: stores.directory,
    },
    connections: processor(
      'gatewayReadModel',
      cloudEvents((event) => parseDerived('connectionEvents', event)),
    ),
    door: processor('gatewayInbound', decodeInbound),
  };
}
