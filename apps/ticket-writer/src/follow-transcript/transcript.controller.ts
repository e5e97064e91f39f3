import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, TOPICS, type ConversationEvent } from '@parley/contracts';
import {
  PartitionHandler,
  type BatchOutcome,
  type PartitionBatch,
  type PartitionProcessor,
} from '@parley/event-log';
import { wakeAfter, type Following } from '../intake/following';
import { PARTS } from '../tokens';
import { factsOf } from './facts.translate';

/** Keeps the facts of conversations, and wakes the lanes that waited for them. */
@Controller()
export class TranscriptController {
  constructor(
    @Inject(PARTS)
    private readonly parts: Following & { readonly transcriptTopic: PartitionProcessor<ConversationEvent> },
  ) {}

  @PartitionHandler(CONSUMER_GROUPS.ticketWriterTranscript, TOPICS.conversationEvents.name)
  follow(batch: PartitionBatch): Promise<BatchOutcome> {
    return this.parts.transcriptTopic.process(batch, async (tx, events, context) =>
      wakeAfter(this.parts, await this.parts.intake(tx).facts(factsOf(events, context))),
    );
  }
}
