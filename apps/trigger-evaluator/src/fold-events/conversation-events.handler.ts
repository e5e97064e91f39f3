import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, type ConversationEvent, TOPICS } from '@parley/contracts';
import {
  type BatchOutcome,
  type PartitionBatch,
  PartitionHandler,
  type PartitionProcessor,
} from '@parley/event-log';
import { EVALUATOR } from '../tokens';
import type { FoldEvents } from './fold-events';

/** What stores batches of the log of record. */
export interface ConversationEventsStage {
  readonly conversations: PartitionProcessor<ConversationEvent>;
  readonly foldEvents: FoldEvents;
}

/** The log of record, a batch of one partition at a time. */
@Controller()
export class ConversationEventsHandler {
  constructor(@Inject(EVALUATOR) private readonly stage: ConversationEventsStage) {}

  @PartitionHandler(CONSUMER_GROUPS.triggerEvaluatorConversation, TOPICS.conversationEvents.name)
  handle(batch: PartitionBatch): Promise<BatchOutcome> {
    return this.stage.conversations.process(batch, this.stage.foldEvents.work);
  }
}
