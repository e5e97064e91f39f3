import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, TOPICS, type TicketEvent } from '@parley/contracts';
import type { PartitionProcessor } from '@parley/event-log';
import { PartitionHandler, type BatchOutcome, type PartitionBatch } from '@parley/event-log';
import type { CustomerWorker } from '../resolve-customer/customer-worker';
import type { RequesterStore } from '../resolve-customer/requester-store.port';
import { REQUESTERS, TICKETS_PROCESSOR, WORKER } from '../tokens';
import { refusedUsers } from './refused-users.translate';

/** Looks at a customer as soon as Zendesk refused a ticket of theirs, so that all their conversations hold, and not that one alone (C4). */
@Controller()
export class TakeRefusalsController {
  constructor(
    @Inject(TICKETS_PROCESSOR) private readonly processor: PartitionProcessor<TicketEvent>,
    @Inject(REQUESTERS) private readonly requesters: RequesterStore,
    @Inject(WORKER) private readonly worker: CustomerWorker,
  ) {}

  @PartitionHandler(CONSUMER_GROUPS.customerServiceTickets, TOPICS.ticketEvents.name)
  take(batch: PartitionBatch): Promise<BatchOutcome> {
    return this.processor.process(batch, async (tx, events) => {
      const due = await this.requesters.doubt(tx, refusedUsers(events));
      return { outgoing: [], ...(due > 0 ? { afterCommit: () => this.worker.wake() } : {}) };
    });
  }
}
