import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, TOPICS, type SyncEvent } from '@parley/contracts';
import {
  PartitionHandler,
  type BatchOutcome,
  type PartitionBatch,
  type PartitionProcessor,
} from '@parley/event-log';
import { wakeAfter, type Following } from '../intake/following';
import { PARTS } from '../tokens';
import { targetsOf } from './target.translate';

/** Keeps how far each ticket may and shall go, and wakes its lane. */
@Controller()
export class TargetsController {
  constructor(
    @Inject(PARTS)
    private readonly parts: Following & { readonly targetsTopic: PartitionProcessor<SyncEvent> },
  ) {}

  @PartitionHandler(CONSUMER_GROUPS.ticketWriterTargets, TOPICS.syncRequests.name)
  follow(batch: PartitionBatch): Promise<BatchOutcome> {
    return this.parts.targetsTopic.process(batch, async (tx, events) =>
      wakeAfter(this.parts, await this.parts.intake(tx).targets(targetsOf(events))),
    );
  }
}
