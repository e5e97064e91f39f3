import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { Database, HealthResult, MigrationClass } from '@parley/platform';
import type { BatchOutcome, PartitionBatch } from './ports/log-record';
import type { BatchWork } from './ports/batch-work';
import type { Decode } from './ports/decoding';
import type { EventLog, LogConsumer, ConsumerOptions, LogReader, ConsumerStatus } from './ports/event-log';
import type { LogProducer } from './ports/log-producer';
import type { PositionSource, StoredPosition } from './ports/positions';
import type { TopicPartition } from './ports/log-record';

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
export { encodeEvent } from './codec/cloud-event-encoder';
export { decodeEvent } from './codec/cloud-event-decoder';
export { cloudEvents, type ParseCloudEvent } from './codec/cloud-events';
export { PARTITION_TRANSPORT, PartitionHandler } from './nest/partition-handler';

// Signatures below are final; their implementations follow.

export interface KafkaEventLogOptions {
  /** `host:port`, at least one. */
  readonly brokers: readonly string[];
  /** Names this process to the brokers. */
  readonly clientId: string;
  /** Most bytes of one partition in one fetch (default 1 MiB): the size of a batch. */
  readonly maxBytesPerPartition?: number;
  /** Partitions of one consumer that are stored at the same time (default 2). */
  readonly concurrency?: number;
  /** How long a member may be silent before its partitions go to others, in milliseconds (default 10,000). */
  readonly sessionTimeoutMs?: number;
  /** Called when a consumer cannot go on in this process. Default: exit code 70. */
  readonly onFatal?: (error: Error) => void;
}
export declare class KafkaEventLog implements EventLog {
  constructor(options: KafkaEventLogOptions);
  producer(): LogProducer;
  consumer(options: ConsumerOptions): LogConsumer;
  readonly reader: LogReader;
  close(): Promise<void>;
}

/** In-memory log for unit tests: same port, same conformance suite. */
export declare class MemoryEventLog implements EventLog {
  constructor(options?: { readonly partitions?: number });
  producer(): LogProducer;
  consumer(options: ConsumerOptions): LogConsumer;
  readonly reader: LogReader;
  close(): Promise<void>;
}

/** Drives the application's `@PartitionHandler` methods: a service returns it from `startService`'s `transports`. */
export interface PartitionTransportOptions {
  readonly log: EventLog;
  readonly positions: PositionSource;
  /** Put before every group and topic named in a `@PartitionHandler`. */
  readonly prefix: string;
}
export declare class KafkaPartitionTransport implements CustomTransportStrategy {
  constructor(options: PartitionTransportOptions);
  readonly transportId: symbol;
  listen(callback: () => void): void;
  close(): Promise<void>;
  consumerStatus(): readonly ConsumerStatus[];
  /** For `HealthChecks.register('kafka', () => transport.health())`. */
  health(): Promise<HealthResult>;
}

/** Positions in the service's own schema. Publishes what an earlier owner left in the outbox when a partition is assigned. */
export declare class PositionStore implements PositionSource {
  constructor(database: Database, outbox?: OutboxPublisher);
  assigned: PositionSource['assigned'];
  /** An operator's command: the partition's log was replaced; reading starts at `startOffset` in a new epoch. */
  openEpoch(
    group: string,
    partition: TopicPartition & { readonly startOffset: number },
  ): Promise<StoredPosition>;
}

/** Publishes outbox rows right after their commit; one per process, shared by its processors. */
export declare class OutboxPublisher {
  constructor(options: { readonly database: Database; readonly producer: LogProducer });
  /** Waits for what is being published (bounded), then stops. Call after the transport was closed, before the producer is. */
  close(): Promise<void>;
}

/** Publishes rows that an owner left behind; safety net, one active per schema at a time. */
export declare class OutboxRelay {
  constructor(options: {
    readonly database: Database;
    readonly producer: LogProducer;
    readonly publisher?: OutboxPublisher;
    readonly everyMs?: number;
  });
  start(): void;
  stop(): Promise<void>;
}

export interface PartitionProcessorOptions<E> {
  readonly database: Database;
  /** Full consumer group id. */
  readonly group: string;
  readonly outbox: OutboxPublisher;
  /** Full name of the topic that takes what cannot be read. */
  readonly deadLetters: string;
  /** Drop events whose source and id were seen before, however long ago (T12). */
  readonly seen: boolean;
  readonly decode: Decode<E>;
  /** Advisory lock that is held shared from the first statement of a batch on; whoever changes configuration holds it exclusively. */
  readonly configurationLock?: bigint;
}
export declare class PartitionProcessor<E> {
  constructor(options: PartitionProcessorOptions<E>);
  /** Stores one batch. Never throws. */
  process(batch: PartitionBatch, work: BatchWork<E>): Promise<BatchOutcome>;
  /** Contacts that were parked because `work` threw, oldest first. */
  parked(): Promise<readonly ParkedContact[]>;
  /** Folds a parked contact again from the log; it stays parked when `work` still throws. */
  refold(reader: LogReader, contact: ParkedContact, work: BatchWork<E>): Promise<RefoldOutcome>;
}
export interface ParkedContact extends TopicPartition {
  readonly group: string;
  readonly key: string;
  readonly epoch: number;
  readonly fromOffset: number;
  readonly throughOffset: number;
  readonly code: string;
  readonly detail: string;
  readonly parkedAt: Date;
}
export type RefoldOutcome =
  | { readonly kind: 'refolded'; readonly events: number }
  | { readonly kind: 'still-parked'; readonly code: string; readonly detail: string }
  | { readonly kind: 'not-parked' };

/** Takes the lock of `configurationLock` exclusively until `tx` ends: first statement of every transaction that changes configuration. */
export declare function lockConfiguration(
  tx: { query(text: string, parameters?: readonly unknown[]): Promise<unknown[]> },
  lock: bigint,
): Promise<void>;

/** Migrations of the tables this library needs; a service lists them before its own. */
export declare const EVENT_LOG_MIGRATIONS: readonly MigrationClass[];

export interface TopicSpec {
  /** Full topic name. */
  readonly name: string;
  readonly partitions: number;
  readonly cleanup: 'delete' | 'compact';
  /** Milliseconds; -1 keeps for ever. */
  readonly retentionMs: number;
  /** True for topics that take whole foreign messages plus headers (dead letters). */
  readonly oversize?: boolean;
}
/** Creates what is missing; refuses a topic whose number of partitions differs. Gives the names it created. */
export declare function ensureTopics(options: {
  readonly brokers: readonly string[];
  readonly topics: readonly TopicSpec[];
}): Promise<readonly string[]>;

/** What an installation was made with; kept in every service's schema. */
export interface Installation {
  readonly clusterId: string;
  readonly prefix: string;
  readonly partitions: number;
}
/** Reads the cluster's id. */
export declare function describeInstallation(options: {
  readonly brokers: readonly string[];
  readonly prefix: string;
  readonly partitions: number;
}): Promise<Installation>;
/** Records the installation; refuses when another one is recorded already. */
export declare function recordInstallation(database: Database, installation: Installation): Promise<void>;
/** Refuses (InstallationMismatchError) when cluster, prefix or number of partitions are not those recorded. */
export declare function verifyInstallation(database: Database, installation: Installation): Promise<void>;
