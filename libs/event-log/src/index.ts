export type {
  BatchHandler,
  BatchOutcome,
  HeaderValue,
  LogRecord,
  PartitionBatch,
  RecordHeaders,
  TopicPartition,
} from './ports/log-record';
export type { AppendedAt, LogProducer, OutgoingMessage } from './ports/log-producer';
export type { Fingerprint, PositionSource, StoredPosition } from './ports/positions';
export type {
  ConsumerOptions,
  ConsumerStatus,
  EventLog,
  LogConsumer,
  LogRange,
  LogReader,
  PartitionState,
  PartitionStatus,
} from './ports/event-log';
export type { CloudEventFault, CloudEventResult, Decode, Decoded, DecodedEvent } from './ports/decoding';
export type { BatchContext, BatchResult, BatchWork, RejectedEvent } from './ports/batch-work';
export {
  InstallationMismatchError,
  LogUnavailableError,
  MessageRefusedError,
  ProducerClosedError,
} from './errors';

export { decodeEvent } from './codec/cloud-event-decoder';
export { encodeEvent } from './codec/cloud-event-encoder';
export { cloudEvents, type ParseCloudEvent } from './codec/cloud-events';

export { FATAL_EXIT_CODE, KafkaEventLog, type KafkaEventLogOptions } from './kafka/kafka-event-log';
export { MemoryEventLog } from './memory/memory-event-log';
export { MemoryPositions } from './memory/memory-positions';

export { PARTITION_TRANSPORT, PartitionHandler } from './nest/partition-handler';
export { KafkaPartitionTransport, type PartitionTransportOptions } from './nest/partition-transport';

export { replay, type ReplayOptions, ReplayStoppedError, type ReplayedPartition } from './replay/replay';

export type { ComparedColumn, ComparedTable, TableComparison } from './rebuild/compared-table';
export type { Coverage } from './rebuild/covered-schema';
export { EVENT_LOG_NOT_COVERED, parkedContacts, SEEN_EVENTS } from './rebuild/event-log-tables';
export { Rebuild, type RebuildOptions } from './rebuild/rebuild';
export type { RebuildParts, RebuildPhase, RebuildPlan, RebuildSource } from './rebuild/rebuild-plan';
export { REBUILD_EXIT, rebuildProgram } from './rebuild/rebuild-program';

export { PositionStore } from './positions/position-store';
export { breakContinuity } from './processor/batch-statements';
export { lockConfiguration, shareConfiguration } from './processor/configuration-lock';
export type { ParkedContact } from './processor/parked-contacts';
export { PartitionProcessor, type PartitionProcessorOptions } from './processor/partition-processor';
export type { RefoldOutcome } from './processor/refold';

export { DEAD_LETTER_HEADERS } from './outbox/dead-letter';
export { OutboxPublisher } from './outbox/outbox-publisher';
export { OutboxRelay, type OutboxRelayOptions } from './outbox/outbox-relay';
export type { OutboxRow } from './outbox/outbox-rows';
export { MAX_MESSAGE_BYTES } from './producer/limits';

export { EVENT_LOG_MIGRATIONS } from './persistence/migrations';
export { ensureTopics, type TopicSpec } from './installation/ensure-topics';
export {
  describeInstallation,
  type Installation,
  recordInstallation,
  verifyInstallation,
} from './installation/installation';
