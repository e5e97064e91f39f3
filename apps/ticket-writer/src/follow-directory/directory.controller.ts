import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, TOPICS, type DirectoryEvent } from '@parley/contracts';
import {
  PartitionHandler,
  type BatchOutcome,
  type PartitionBatch,
  type PartitionProcessor,
} from '@parley/event-log';
import { wakeAfter, type Following } from '../intake/following';
import { PARTS } from '../tokens';
import { accountsOf } from './accounts.translate';

/** Keeps names and networks of the platform's accounts. */
@Controller()
export class DirectoryController {
  constructor(
    @Inject(PARTS)
    private readonly parts: Following & { readonly directoryTopic: PartitionProcessor<DirectoryEvent> },
  ) {}

  @PartitionHandler(CONSUMER_GROUPS.ticketWriterDirectory, TOPICS.directory.name)
  follow(batch: PartitionBatch): Promise<BatchOutcome> {
    return this.parts.directoryTopic.process(batch, async (tx, events) =>
      wakeAfter(
        this.parts,
        await this.parts.intake(tx).accounts(accountsOf(events.map(({ event }) => event))),
      ),
    );
  }
}
