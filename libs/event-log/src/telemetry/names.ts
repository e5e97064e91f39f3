import { METRIC } from '@parley/platform';

/** Names of this library's own metrics; those that services share are declared in the platform. */
export const LOG_METRIC = {
  duplicatesSkipped: METRIC.duplicatesSkipped,
  deadLetters: METRIC.deadLetters,
  batchSize: METRIC.batchSize,
  batchDuration: METRIC.batchDuration,
  outboxPending: METRIC.outboxPending,
  contactsParked: 'parley.contacts.parked',
  batchesFenced: 'parley.batches.fenced',
  lag: 'parley.consumer.lag',
  partitionsAssigned: 'parley.consumer.partitions.assigned',
  partitionsHalted: 'parley.consumer.partitions.halted',
  partitionsPaused: 'parley.consumer.partitions.paused',
  outboxRelayed: 'parley.outbox.relayed',
} as const;

/** Standard attributes of the messaging conventions. */
export const LOG_ATTRIBUTE = {
  group: 'messaging.consumer.group.name',
  topic: 'messaging.destination.name',
  partition: 'messaging.destination.partition.id',
} as const;
