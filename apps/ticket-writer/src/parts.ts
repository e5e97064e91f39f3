import { hostname } from 'node:os';
import { openBlobStore } from '@parley/blob-store';
import {
  consumerGroupId,
  deadLetterTopic,
  parseConversationEvent,
  parseDerived,
  parseDirectoryEvent,
  type ConsumerGroupName,
} from '@parley/contracts';
import {
  cloudEvents,
  describeInstallation,
  KafkaEventLog,
  OutboxPublisher,
  OutboxRelay,
  PartitionProcessor,
  PositionStore,
  verifyInstallation,
  type Decode,
} from '@parley/event-log';
import {
  commaList,
  Database,
  KeyRing,
  Repeating,
  systemClock,
  type Subscription,
  type Transaction,
} from '@parley/platform';
import {
  callLeaseMs,
  ConnectionStore,
  openZendeskGateway,
  ZENDESK_SCHEMA,
  ZendeskHosts,
  zendeskMigrations,
} from '@parley/zendesk';
import { openAttachments } from './bring-attachment/open-attachments';
import type { TicketWriterConfig } from './config';
import { decodeDocument } from './follow-organizations/decode-document';
import type { LanePorts, LaneSettings } from './lane/ports';
import { RecentLooks } from './lane/recent-looks';
import { PostgresBacklogBook } from './persistence/postgres-backlog-book';
import { PostgresBlobUses } from './persistence/blob-uses';
import { LANES_CHANNEL, WRITER_SCHEMA, writerMigrations } from './persistence/migrations';
import { PostgresAgentBook } from './persistence/postgres-agent-book';
import { PostgresAttachmentBook } from './persistence/postgres-attachment-book';
import { PostgresIntake } from './persistence/postgres-intake';
import { PostgresLaneStore } from './persistence/postgres-lane-store';
import { PostgresParkedLanes } from './persistence/postgres-parked-lanes';
import { PostgresTranscript } from './persistence/postgres-transcript';
import { RemoveBlobs } from './remove-blobs/remove-blobs';
import { BacklogReporter } from './report-backlog/backlog-reporter';
import { LaneRunner } from './run-lanes/lane-runner';
import { laneWatch, observeLanes } from './run-lanes/lane-telemetry';
import { connectionListener } from './tell-connection/connection-events';

const NAME = 'ticket-writer';
const POLL_MS = 1_000;
/** How often tokens are looked for that should be renewed: they have hours left then (A2). */
const RENEW_EVERY_MS = 15_000;
/** Statements of lanes are short; what waits for Zendesk holds no connection. */
const POOL_SIZE = 20;

/** Everything that ticket-writer holds open, joined. */
export type Parts = Awaited<ReturnType<typeof openParts>>;

/** Opens the databases, the log and the way to Zendesk. Refuses to start on another installation than the one recorded. */
export async function openParts(config: TicketWriterConfig) {
  const prefix = config.PARLEY_TOPIC_PREFIX;
  const brokers = commaList(config.KAFKA_BROKERS);
  const database = await openDatabase(config, WRITER_SCHEMA);
  const zendeskDatabase = await openDatabase(config, ZENDESK_SCHEMA);
  await verifyInstallation(
    database,
    await describeInstallation({ brokers, prefix, partitions: config.PARLEY_PARTITIONS }),
  );

  const log = new KafkaEventLog({ brokers, clientId: NAME });
  const producer = log.producer();
  const outbox = new OutboxPublisher({ database, producer });
  const relay = new OutboxRelay({ database, producer, publisher: outbox });
  const zendesk = openZendesk(
    config,
    zendeskDatabase,
    connectionListener(database, outbox, systemClock, prefix),
  );
  const blobs = await openBlobStore(config.DATABASE_URL, NAME);
  const attachments = openAttachments(config, new PostgresAttachmentBook(database), blobs);
  const removeBlobs = new RemoveBlobs(
    blobs,
    new PostgresBlobUses(database),
    config.PARLEY_BLOB_RETENTION_DAYS,
  );
  const ports: LanePorts = {
    store: new PostgresLaneStore(database, outbox, prefix),
    transcript: new PostgresTranscript(database),
    agents: new PostgresAgentBook(database),
    attachments: attachments.ports,
    desk: zendesk,
    clock: systemClock,
    looks: new RecentLooks(systemClock),
    watch: laneWatch,
    settings: laneSettings(config),
  };
  const runner = new LaneRunner(ports, {
    owner: `${NAME}@${hostname()}:${process.pid}`,
    concurrency: config.PARLEY_LANE_CONCURRENCY,
    pollMs: POLL_MS,
  });
  const backlog = new BacklogReporter(new PostgresBacklogBook(database), zendesk, outbox, prefix);
  const renewals = new Repeating('renew-authorizations', RENEW_EVERY_MS, () => zendesk.renewAuthorizations());
  const processor = <E>(name: ConsumerGroupName, seen: boolean, decode: Decode<E>) => {
    const group = consumerGroupId(prefix, name);
    return new PartitionProcessor({
      database,
      group,
      outbox,
      deadLetters: deadLetterTopic(group),
      seen,
      decode,
    });
  };
  let subscription: Subscription | undefined;
  let stopObserving: (() => void) | undefined;
  return {
    database,
    log,
    positions: new PositionStore(database, outbox),
    prefix,
    runner,
    intake: (tx: Transaction) => new PostgresIntake(tx),
    parked: (tx: Transaction) => new PostgresParkedLanes(tx),
    // Facts of one source and id count once for ever (T12); the other topics merge by version, so repeats do no harm.
    transcriptTopic: processor('ticketWriterTranscript', true, cloudEvents(parseConversationEvent)),
    targetsTopic: processor(
      'ticketWriterTargets',
      false,
      cloudEvents((event) => parseDerived('syncRequests', event)),
    ),
    customersTopic: processor(
      'ticketWriterCustomers',
      false,
      cloudEvents((event) => parseDerived('customerEvents', event)),
    ),
    // An order counts once, however often it is told.
    commandsTopic: processor(
      'ticketWriterCommands',
      true,
      cloudEvents((event) => parseDerived('commands', event)),
    ),
    configTopic: processor('ticketWriterConfig', false, decodeDocument),
    directoryTopic: processor(
      'ticketWriterDirectory',
      false,
      cloudEvents(parseDirectoryEvent, { nullValues: 'ignore' }),
    ),
    start: async () => {
      stopObserving = observeLanes(database);
      relay.start();
      runner.start();
      removeBlobs.start();
      backlog.start();
      renewals.start();
      subscription = await database.listen(LANES_CHANNEL, () => runner.wake());
    },
    /** After the transport has stopped: first the work, then what carries its results, last what it stands on. */
    close: async () => {
      await subscription?.close();
      await attachments.close();
      await runner.stop();
      await removeBlobs.stop();
      await backlog.stop();
      await renewals.stop();
      stopObserving?.();
      await relay.stop();
      await outbox.close();
      await producer.close();
      await zendesk.close();
      await log.close();
      await blobs.close();
      await zendeskDatabase.close();
      await database.close();
    },
  };
}

/** Opens a schema of the installation's database. */
export function openDatabase(
  config: Pick<TicketWriterConfig, 'DATABASE_URL'>,
  schema: string,
): Promise<Database> {
  const migrations = schema === ZENDESK_SCHEMA ? zendeskMigrations : writerMigrations;
  return Database.open({
    url: config.DATABASE_URL,
    schema,
    applicationName: NAME,
    migrations,
    poolSize: POOL_SIZE,
  });
}

function openZendesk(
  config: TicketWriterConfig,
  database: Database,
  listener: ReturnType<typeof connectionListener>,
) {
  const hosts = ZendeskHosts.parse(config.ZENDESK_ALLOWED_HOSTS);
  return openZendeskGateway({
    database,
    connections: new ConnectionStore(database, KeyRing.parse(config.PARLEY_ENCRYPTION_KEYS), hosts),
    hosts,
    listener,
    settings: { callTimeoutMs: config.PARLEY_ZENDESK_CALL_TIMEOUT_MS },
  });
}

/** Times of the protocol. Zendesk keeps idempotency keys for two hours; ten minutes of them are left as a margin. */
function laneSettings(config: TicketWriterConfig): LaneSettings {
  const callTimeoutMs = config.PARLEY_ZENDESK_CALL_TIMEOUT_MS;
  return {
    callTimeoutMs,
    leaseMs: callLeaseMs(callTimeoutMs),
    settleMs: config.PARLEY_SETTLE_MS,
    idempotencyMs: 110 * 60_000,
    searchLagMs: 45 * 60_000,
    pageSize: 500,
    stepsPerClaim: 50,
  };
}
