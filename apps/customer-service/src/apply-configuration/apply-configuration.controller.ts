import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, TOPICS, type OrganizationDocument } from '@parley/contracts';
import type { PartitionProcessor } from '@parley/event-log';
import { PartitionHandler, type BatchOutcome, type PartitionBatch } from '@parley/event-log';
import type { CustomerWorker } from '../resolve-customer/customer-worker';
import { CONFIG_PROCESSOR, ORGANIZATIONS, WORKER } from '../tokens';
import type { OrganizationStore } from './organization-store.port';

/** Follows which organizations may be called (G5), and wakes the worker when one may again. */
@Controller()
export class ApplyConfigurationController {
  constructor(
    @Inject(CONFIG_PROCESSOR) private readonly processor: PartitionProcessor<OrganizationDocument>,
    @Inject(ORGANIZATIONS) private readonly organizations: OrganizationStore,
    @Inject(WORKER) private readonly worker: CustomerWorker,
  ) {}

  @PartitionHandler(CONSUMER_GROUPS.customerServiceConfig, TOPICS.config.name)
  apply(batch: PartitionBatch): Promise<BatchOutcome> {
    return this.processor.process(batch, async (tx, events) => {
      const opened = await this.organizations.apply(
        tx,
        events.map(({ event }) => event),
      );
      return { outgoing: [], ...(opened > 0 ? { afterCommit: () => this.worker.wake() } : {}) };
    });
  }
}
