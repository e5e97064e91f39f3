import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, TOPICS } from '@parley/contracts';
import type { Command, ConversationEvent, CustomerEvent, SyncEvent, TicketEvent } from '@parley/contracts';
import { PartitionHandler } from '@parley/event-log';
import type { BatchOutcome, DecodedEvent, PartitionBatch, PartitionProcessor } from '@parley/event-log';
import type { Transaction } from '@parley/platform';
import { BatchPace } from './batch-pace';

/** Writes one topic's events into the read model, inside the batch's transaction. */
export type StoreEvents<E> = (tx: Transaction, events: readonly DecodedEvent<E>[]) => Promise<void>;

/** A topic's processor beside what it writes. */
export interface Projection<E> {
  readonly processor: Pick<PartitionProcessor<E>, 'process'>;
  readonly store: StoreEvents<E>;
}

/** The projections that the read model consists of, by topic. */
export interface Projections {
  readonly facts: Projection<ConversationEvent>;
  readonly decisions: Projection<SyncEvent>;
  readonly customers: Projection<CustomerEvent>;
  readonly tickets: Projection<TicketEvent>;
  readonly commands: Projection<Command>;
}

/** Injects the `Projections`. */
export const PROJECTIONS = Symbol('gateway.projections');

const GROUP = CONSUMER_GROUPS.gatewayReadModel;

/** Keeps the read model: one consumer group over all topics that tell something about conversations. */
@Controller()
export class ReadModelHandlers {
  private readonly pace = new BatchPace();

  constructor(@Inject(PROJECTIONS) private readonly projections: Projections) {}

  /** Facts of the log of record. */
  @PartitionHandler(GROUP, TOPICS.conversationEvents.name)
  async facts(batch: PartitionBatch): Promise<BatchOutcome> {
    await this.pace.take(`${batch.topic}/${batch.partition}`, batch.records.length);
    return project(this.projections.facts, batch);
  }

  /** Decisions of trigger-evaluator. */
  @PartitionHandler(GROUP, TOPICS.syncRequests.name)
  decisions(batch: PartitionBatch): Promise<BatchOutcome> {
    return project(this.projections.decisions, batch);
  }

  /** Findings of customer-service. */
  @PartitionHandler(GROUP, TOPICS.customerEvents.name)
  customers(batch: PartitionBatch): Promise<BatchOutcome> {
    return project(this.projections.customers, batch);
  }

  /** Orders of people: who gave them, when and why stands in the timeline. */
  @PartitionHandler(GROUP, TOPICS.commands.name)
  commands(batch: PartitionBatch): Promise<BatchOutcome> {
    return project(this.projections.commands, batch);
  }

  /** Deeds of ticket-writer. */
  @PartitionHandler(GROUP, TOPICS.ticketEvents.name)
  tickets(batch: PartitionBatch): Promise<BatchOutcome> {
    return project(this.projections.tickets, batch);
  }
}

/** Runs a projection over a batch. */
export function project<E>(
  { processor, store }: Projection<E>,
  batch: PartitionBatch,
): Promise<BatchOutcome> {
  return processor.process(batch, async (tx, events) => {
    if (events.length > 0) await store(tx, events);
    return { outgoing: [] };
  });
}
