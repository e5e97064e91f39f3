import { consumerGroupId, deadLetterTopic, parseDerived, type ConsumerGroupName } from '@parley/contracts';
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
import { commaList, Database, KeyRing, systemClock } from '@parley/platform';
import {
  callLeaseMs,
  ConnectionStore,
  openZendeskGateway,
  ZENDESK_SCHEMA,
  ZendeskHosts,
  zendeskMigrations,
} from '@parley/zendesk';
import { decodeDocument } from './apply-configuration/decode-document';
import { CustomerWatch } from './check-customers/customer-watch';
import type { CustomerServiceConfig } from './config';
import { CUSTOMER_SCHEMA, customerMigrations } from './persistence/migrations';
import { PostgresCustomerChecks } from './persistence/postgres-customer-checks';
import { PostgresOrganizationStore } from './persistence/postgres-organization-store';
import { PostgresRequesterStore } from './persistence/postgres-requester-store';
import { PostgresCustomerMemory } from './persistence/postgres-customer-memory';
import { CustomerWorker } from './resolve-customer/customer-worker';
import { ResolveRequester } from './resolve-customer/resolve-requester';
import { CreateCustomer } from './serve-advisors/create-customer';
import { FindCustomers } from './serve-advisors/find-customers';
import { patientUsers } from './serve-advisors/patient-users';
import { UserFieldBook } from './serve-advisors/user-field-book';
import { connectionListener } from './tell-connection/connection-events';

const NAME = 'customer-service';
/** Requesters worked on at once; each spends its time waiting for Zendesk, and the budget is far below it. */
const CONCURRENCY = 16;
const POLL_MS = 1_000;
/** Looks at known customers in one interval of checks, at most: 50 calls, so 5,000 customers in five minutes. */
const LOOKS_EACH_INTERVAL = 50;
const SHORTEST_LOOK_PAUSE_MS = 200;

/** Everything that customer-service holds open, joined. */
export type Parts = Awaited<ReturnType<typeof openParts>>;

/** Opens the databases, the log and the way to Zendesk. Refuses to start on another installation than the one recorded. */
export async function openParts(config: CustomerServiceConfig) {
  const prefix = config.PARLEY_TOPIC_PREFIX;
  const brokers = commaList(config.KAFKA_BROKERS);
  const database = await openDatabase(config, CUSTOMER_SCHEMA);
  const zendeskDatabase = await openDatabase(config, ZENDESK_SCHEMA);
  await verifyInstallation(
    database,
    await describeInstallation({ brokers, prefix, partitions: config.PARLEY_PARTITIONS }),
  );

  const log = new KafkaEventLog({ brokers, clientId: NAME });
  const producer = log.producer();
  const outbox = new OutboxPublisher({ database, producer });
  const relay = new OutboxRelay({ database, producer, publisher: outbox });
  const hosts = ZendeskHosts.parse(config.ZENDESK_ALLOWED_HOSTS);
  const zendesk = openZendeskGateway({
    database: zendeskDatabase,
    connections: new ConnectionStore(zendeskDatabase, KeyRing.parse(config.PARLEY_ENCRYPTION_KEYS), hosts),
    hosts,
    listener: connectionListener(database, outbox, systemClock, prefix),
    settings: { callTimeoutMs: config.PARLEY_ZENDESK_CALL_TIMEOUT_MS },
  });
  const leaseMs = callLeaseMs(config.PARLEY_ZENDESK_CALL_TIMEOUT_MS);
  const requesters = new PostgresRequesterStore(database, outbox, leaseMs);
  const checkMs = config.PARLEY_CUSTOMER_CHECK_SECONDS * 1_000;
  const worker = new CustomerWorker(requesters, new ResolveRequester(zendesk), systemClock, {
    prefix,
    concurrency: CONCURRENCY,
    pollMs: POLL_MS,
    recheckMs: checkMs,
  });
  const watch = new CustomerWatch(new PostgresCustomerChecks(database), zendesk, () => worker.wake(), {
    everyMs: checkMs,
    pauseMs: Math.max(SHORTEST_LOOK_PAUSE_MS, checkMs / LOOKS_EACH_INTERVAL),
  });
  const forAdvisors = patientUsers(zendesk);
  const fields = new UserFieldBook(forAdvisors, systemClock);
  const memory = new PostgresCustomerMemory(database, outbox, systemClock, prefix);
  return {
    database,
    log,
    positions: new PositionStore(database, outbox),
    prefix,
    serviceCredential: config.PARLEY_SERVICE_TOKEN,
    requesters,
    organizations: new PostgresOrganizationStore(),
    worker,
    findCustomers: new FindCustomers(forAdvisors, fields, memory),
    createCustomer: new CreateCustomer(forAdvisors, fields, memory),
    ...processors(database, outbox, prefix),
    start: () => {
      relay.start();
      worker.start();
      watch.start();
    },
    /** After the transport has stopped: first the work, then what carries its results, last what it stands on. */
    close: async () => {
      await watch.stop();
      await worker.stop();
      await relay.stop();
      await outbox.close();
      await producer.close();
      await zendesk.close();
      await log.close();
      await zendeskDatabase.close();
      await database.close();
    },
  };
}

/** Opens a schema of the installation's database. */
export function openDatabase(
  config: Pick<CustomerServiceConfig, 'DATABASE_URL'>,
  schema: string,
): Promise<Database> {
  const migrations = schema === ZENDESK_SCHEMA ? zendeskMigrations : customerMigrations;
  return Database.open({ url: config.DATABASE_URL, schema, applicationName: NAME, migrations });
}

/** One processor a topic, each in a consumer group of its own. */
function processors(database: Database, outbox: OutboxPublisher, prefix: string) {
  const processor = <E>(name: ConsumerGroupName, decode: Decode<E>, seen = false): PartitionProcessor<E> => {
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
  return {
    // Remembering a requester twice changes nothing.
    requests: processor(
      'customerServiceRequests',
      cloudEvents((event) => parseDerived('syncRequests', event)),
    ),
    configuration: processor('customerServiceConfig', decodeDocument),
    // An earlier choice that came a second time would win over a later one.
    commands: processor(
      'customerServiceCommands',
      cloudEvents((event) => parseDerived('commands', event)),
      true,
    ),
    tickets: processor(
      'customerServiceTickets',
      cloudEvents((event) => parseDerived('ticketEvents', event)),
    ),
  };
}
