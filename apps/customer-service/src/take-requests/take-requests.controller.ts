import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, TOPICS, type SyncEvent } from '@parley/contracts';
import type { PartitionProcessor } from '@parley/event-log';
import { PartitionHandler, type BatchOutcome, type PartitionBatch } from '@parley/event-log';
import type { CustomerWorker } from '../resolve-customer/customer-worker';
import type { RequesterStore } from '../resolve-customer/requester-store.port';
import { REQUESTERS, REQUESTS_PROCESSOR, WORKER } from '../tokens';
import { requestedCustomers } from './requested-customers.translate';

/** Remembers the requesters that decisions name, and wakes the worker for new ones. */
@Controller()
export class TakeRequestsController {
  constructor(
    @Inject(REQUESTS_PROCESSOR) private readonly processor: PartitionProcessor<SyncEvent>,
    @Inject(REQUESTERS) private readonly requesters: RequesterStore,
    @Inject(WORKER) private readonly worker: CustomerWorker,
  ) {}

  @PartitionHandler(CONSUMER_GROUPS.customerServiceRequests, TOPICS.syncRequests.name)
  take(batch: PartitionBatch): Promise<BatchOutcome> {
    return this.processor.process(batch, async (tx, events) => {
      const due = await this.requesters.remember(tx, requestedCustomers(events));
      return { outgoing: [], ...(due > 0 ? { afterCommit: () => this.worker.wake() } : {}) };
    });
  }
}
