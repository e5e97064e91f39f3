import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, TOPICS, type OrganizationDocument } from '@parley/contracts';
import {
  PartitionHandler,
  type BatchOutcome,
  type PartitionBatch,
  type PartitionProcessor,
} from '@parley/event-log';
import type { Following } from '../intake/following';
import { PARTS } from '../tokens';

/** Keeps the configuration of organizations. A change may end the rest of an organization that could not be called. */
@Controller()
export class OrganizationsController {
  constructor(
    @Inject(PARTS)
    private readonly parts: Following & { readonly configTopic: PartitionProcessor<OrganizationDocument> },
  ) {}

  @PartitionHandler(CONSUMER_GROUPS.ticketWriterConfig, TOPICS.config.name)
  follow(batch: PartitionBatch): Promise<BatchOutcome> {
    return this.parts.configTopic.process(batch, async (tx, events) => {
      await this.parts.intake(tx).organizations(events.map(({ event }) => event));
      return { outgoing: [], afterCommit: () => this.parts.runner.wakeAll() };
    });
  }
}
