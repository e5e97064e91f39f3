import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, TOPICS } from '@parley/contracts';
import type { DirectoryEvent } from '@parley/contracts';
import { PartitionHandler } from '@parley/event-log';
import type { BatchOutcome, PartitionBatch } from '@parley/event-log';
import { project } from '../read-model/read-model.handlers';
import type { Projection } from '../read-model/read-model.handlers';

/** Injects the `Projection` of the directory topic. */
export const DIRECTORY_PROJECTION = Symbol('gateway.directory-projection');

/** Keeps the gateway's copy of the platform's accounts, teams and fields. */
@Controller()
export class DirectoryHandler {
  constructor(@Inject(DIRECTORY_PROJECTION) private readonly projection: Projection<DirectoryEvent>) {}

  /** Entries of the directory topic. */
  @PartitionHandler(CONSUMER_GROUPS.gatewayDirectory, TOPICS.directory.name)
  entries(batch: PartitionBatch): Promise<BatchOutcome> {
    return project(this.projection, batch);
  }
}
