import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, TOPICS, type Command } from '@parley/contracts';
import type { PartitionProcessor } from '@parley/event-log';
import { PartitionHandler, type BatchOutcome, type PartitionBatch } from '@parley/event-log';
import type { CustomerWorker } from '../resolve-customer/customer-worker';
import type { RequesterStore } from '../resolve-customer/requester-store.port';
import { COMMANDS_PROCESSOR, REQUESTERS, WORKER } from '../tokens';
import { choicesOf } from './choices.translate';

/** Takes what people choose among several users, exactly once, and remembers it (C3). */
@Controller()
export class TakeCommandsController {
  constructor(
    @Inject(COMMANDS_PROCESSOR) private readonly processor: PartitionProcessor<Command>,
    @Inject(REQUESTERS) private readonly requesters: RequesterStore,
    @Inject(WORKER) private readonly worker: CustomerWorker,
  ) {}

  @PartitionHandler(CONSUMER_GROUPS.customerServiceCommands, TOPICS.commands.name)
  take(batch: PartitionBatch): Promise<BatchOutcome> {
    return this.processor.process(batch, async (tx, events) => {
      const due = await this.requesters.choose(tx, choicesOf(events));
      return { outgoing: [], ...(due > 0 ? { afterCommit: () => this.worker.wake() } : {}) };
    });
  }
}
