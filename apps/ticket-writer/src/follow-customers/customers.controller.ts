import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, TOPICS, type CustomerEvent } from '@parley/contracts';
import {
  PartitionHandler,
  type BatchOutcome,
  type PartitionBatch,
  type PartitionProcessor,
} from '@parley/event-log';
import { wakeAfter, type Following } from '../intake/following';
import { PARTS } from '../tokens';
import { findingOf } from './finding.translate';

/** Keeps who requesters are in Zendesk, and wakes the lanes that waited for one. */
@Controller()
export class CustomersController {
  constructor(
    @Inject(PARTS)
    private readonly parts: Following & { readonly customersTopic: PartitionProcessor<CustomerEvent> },
  ) {}

  @PartitionHandler(CONSUMER_GROUPS.ticketWriterCustomers, TOPICS.customerEvents.name)
  follow(batch: PartitionBatch): Promise<BatchOutcome> {
    return this.parts.customersTopic.process(batch, async (tx, events) =>
      wakeAfter(
        this.parts,
        await this.parts.intake(tx).customers(events.map(({ event }) => findingOf(event))),
      ),
    );
  }
}
