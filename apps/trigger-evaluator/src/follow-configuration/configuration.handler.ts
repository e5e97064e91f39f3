import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, type DirectoryEvent, type OrganizationDocument, TOPICS } from '@parley/contracts';
import {
  type BatchOutcome,
  type PartitionBatch,
  PartitionHandler,
  type PartitionProcessor,
} from '@parley/event-log';
import { EVALUATOR } from '../tokens';
import type { FollowConfiguration } from './follow-configuration';
import type { FollowDirectory } from './follow-directory';

/** What stores batches of configuration and directory. */
export interface ConfigurationStage {
  readonly documents: PartitionProcessor<OrganizationDocument>;
  readonly directory: PartitionProcessor<DirectoryEvent>;
  readonly followConfiguration: FollowConfiguration;
  readonly followDirectory: FollowDirectory;
}

/** The compacted topics of configuration and directory. */
@Controller()
export class ConfigurationHandler {
  constructor(@Inject(EVALUATOR) private readonly stage: ConfigurationStage) {}

  @PartitionHandler(CONSUMER_GROUPS.triggerEvaluatorConfig, TOPICS.config.name)
  handleConfiguration(batch: PartitionBatch): Promise<BatchOutcome> {
    return this.stage.documents.process(batch, this.stage.followConfiguration.work);
  }

  @PartitionHandler(CONSUMER_GROUPS.triggerEvaluatorDirectory, TOPICS.directory.name)
  handleDirectory(batch: PartitionBatch): Promise<BatchOutcome> {
    return this.stage.directory.process(batch, this.stage.followDirectory.work);
  }
}
