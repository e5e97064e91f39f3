import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, TOPICS } from '@parley/contracts';
import type { BreakerChanged, ConnectionEvent } from '@parley/contracts';
import { PartitionHandler } from '@parley/event-log';
import type { BatchOutcome, PartitionBatch, PartitionProcessor } from '@parley/event-log';
import type { Transaction } from '@parley/platform';
import type { ConnectionState, ConnectionStore } from '@parley/zendesk';
import { CONNECTION_STORE } from '../connect-organization/connect-organization';
import { PublishConfiguration } from '../publish-configuration/publish-configuration';
import { KEEP_BACKLOGS } from '../show-budget/backlog-store';
import type { KeepBacklogs } from '../show-budget/backlog-store';

/** Injects the `PartitionProcessor` of the connection topic. */
export const CONNECTION_PROCESSOR = Symbol('gateway.connection-processor');
/** Injects the `ChangeState`. */
export const CHANGE_STATE = Symbol('gateway.change-state');

/** Changes an organization's state inside a transaction; false when there is no such organization. */
export type ChangeState = (
  tx: Transaction,
  organizationId: string,
  state: ConnectionState,
  by: string,
) => Promise<boolean>;

/** Injects the `StoreBreakers`. */
export const STORE_BREAKERS = Symbol('gateway.store-breakers');

/** Keeps the newest state of circuit breakers, for alerts. */
export type StoreBreakers = (tx: Transaction, events: readonly BreakerChanged[]) => Promise<void>;

/** Who the change history says did it. */
const CHANGED_BY = 'parley';

/**
 * Shuts and opens G5: when somebody noticed that Zendesk refuses an organization's token, or takes it again, the organization's state
 * changes for everybody. The event only says where to look: the state is read from the connection itself, so late and repeated events do no harm.
 */
@Controller()
export class AuthorizationHandler {
  constructor(
    @Inject(CONNECTION_PROCESSOR)
    private readonly processor: Pick<PartitionProcessor<ConnectionEvent>, 'process'>,
    @Inject(CONNECTION_STORE) private readonly connections: Pick<ConnectionStore, 'find'>,
    @Inject(CHANGE_STATE) private readonly changeState: ChangeState,
    @Inject(STORE_BREAKERS) private readonly storeBreakers: StoreBreakers,
    @Inject(KEEP_BACKLOGS) private readonly keepBacklogs: KeepBacklogs,
    @Inject(PublishConfiguration) private readonly configuration: Pick<PublishConfiguration, 'publish'>,
  ) {}

  /** Events of connections. */
  @PartitionHandler(CONSUMER_GROUPS.gatewayReadModel, TOPICS.connectionEvents.name)
  follow(batch: PartitionBatch): Promise<BatchOutcome> {
    return this.processor.process(batch, async (tx, events) => {
      const ids = [
        ...new Set(
          events
            .map(({ event }) => event)
            .filter(isAuthorization)
            .map(({ data }) => data.organizationId),
        ),
      ].sort();
      for (const id of ids) {
        const connection = await this.connections.find(id);
        if (connection !== undefined) await this.changeState(tx, id, connection.state, CHANGED_BY);
      }
      await this.storeBreakers(tx, events.map(({ event }) => event).filter(isBreaker));
      await this.keepBacklogs(
        tx,
        events.map(({ event }) => event),
      );
      return { outgoing: [], afterCommit: () => ids.forEach((id) => void this.configuration.publish(id)) };
    });
  }
}

function isAuthorization(event: ConnectionEvent): boolean {
  return event.type === 'parley.authorization.lost.v1' || event.type === 'parley.authorization.restored.v1';
}

function isBreaker(event: ConnectionEvent): event is BreakerChanged {
  return event.type === 'parley.breaker.changed.v1';
}
