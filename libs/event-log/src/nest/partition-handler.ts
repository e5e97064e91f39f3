import { EventPattern } from '@nestjs/microservices';

/** Identifies our transport among those of an application. */
export const PARTITION_TRANSPORT = Symbol('parley.partition-transport');

/**
 * Marks a method of a Nest controller as the one that stores batches of a topic for a consumer group:
 * `(batch: PartitionBatch) => Promise<BatchOutcome>`. Several handlers of one group make one consumer with several topics.
 *
 * @param group full consumer group id without the installation's prefix, see `CONSUMER_GROUPS`
 * @param topic topic name without the installation's prefix, see `TOPICS`
 */
export function PartitionHandler(group: string, topic: string): MethodDecorator {
  return EventPattern({ group, topic }, PARTITION_TRANSPORT, { group, topic });
}
