import { openBlobStore } from '@parley/blob-store';
import type { BlobStore } from '@parley/blob-store';
import {
  KafkaEventLog,
  OutboxPublisher,
  OutboxRelay,
  describeInstallation,
  verifyInstallation,
} from '@parley/event-log';
import type { EventLog, LogProducer } from '@parley/event-log';
import { Database, KeyRing, commaList, systemClock } from '@parley/platform';
import {
  ConnectionStore,
  ZENDESK_SCHEMA,
  ZendeskHosts,
  openZendeskGateway,
  zendeskMigrations,
} from '@parley/zendesk';
import type { ZendeskGateway } from '@parley/zendesk';
import { TokenVerifier } from './access/token-verifier';
import { alertSettingsOf } from './alerts/alert-settings';
import type { AlertStore } from './alerts/alert-store';
import { openAlerting } from './alerts/open-alerting';
import type { Alerting } from './alerts/open-alerting';
import type { OAuthSettings } from './authorise-organization/authorise-organization';
import { oauthSettingsOf } from './authorise-organization/oauth-settings';
import type { Settings } from './config';
import { publicUrlOf } from './http-edge/public-url';
import { CustomerServiceClient } from './serve-customers/customer-service-client';
import type { CustomerService } from './serve-customers/customer-service';
import { PostgresAlerts } from './persistence/alert-store';
import { consoleSettingsOf } from './serve-console/console-settings';
import type { ConsoleSettings } from './serve-console/console-settings';
import { sessionSettingsOf } from './sessions/session-settings';
import type { SessionSettings } from './sessions/session-settings';
import type { IdentityProvider } from './sign-in/identity-provider';
import { OidcIssuer } from './sign-in/oidc-issuer';
import { signInSettingsOf } from './sign-in/sign-in-settings';
import { GATEWAY_MIGRATIONS, GATEWAY_SCHEMA } from './persistence/migrations';

/** What the process holds open: everything the module is made of, and nothing it makes itself. */
export interface GatewayParts {
  readonly prefix: string;
  readonly database: Database;
  readonly log: EventLog;
  readonly producer: LogProducer;
  readonly outbox: OutboxPublisher;
  readonly relay: OutboxRelay;
  readonly tokens: TokenVerifier;
  /** Undefined where nobody can sign in with a browser. */
  readonly issuer: IdentityProvider | undefined;
  readonly sessions: SessionSettings;
  readonly console: ConsoleSettings;
  readonly hosts: ZendeskHosts;
  readonly connections: ConnectionStore;
  readonly keyRing: KeyRing;
  readonly oauth: OAuthSettings;
  readonly zendesk: ZendeskGateway;
  readonly blobs: BlobStore;
  readonly customers: CustomerService;
  readonly alerts: AlertStore;
  readonly alerting: Alerting;
  /** Closes everything, in the order in which it depends on each other. */
  close(): Promise<void>;
}

/**
 * Opens the parts. Postgres may still be starting; the installation must be the one that `migrate` recorded.
 *
 * @throws ConfigError, InstallationMismatchError, LocalIssuerInProductionError, and what opening a database throws
 */
export async function openParts(settings: Settings): Promise<GatewayParts> {
  const { DATABASE_URL: url, PARLEY_TOPIC_PREFIX: prefix, PARLEY_PARTITIONS: partitions } = settings;
  const brokers = commaList(settings.KAFKA_BROKERS);
  const alertSettings = alertSettingsOf(settings);
  const oauth = oauthSettingsOf(settings);
  const signIn = signInSettingsOf(settings, publicUrlOf(settings));
  const tokens = await TokenVerifier.open(
    {
      jwks: settings.PARLEY_OIDC_JWKS,
      issuer: settings.PARLEY_OIDC_ISSUER,
      audience: settings.PARLEY_OIDC_AUDIENCE,
      roleClaim: settings.PARLEY_OIDC_ROLE_CLAIM,
    },
    settings.NODE_ENV === 'production',
  );
  const hosts = ZendeskHosts.parse(settings.ZENDESK_ALLOWED_HOSTS);
  const keyRing = KeyRing.parse(settings.PARLEY_ENCRYPTION_KEYS);
  const database = await openSchema(url, GATEWAY_SCHEMA, GATEWAY_MIGRATIONS);
  await verifyInstallation(database, await describeInstallation({ brokers, prefix, partitions }));
  const shared = await openSchema(url, ZENDESK_SCHEMA, zendeskMigrations);
  const connections = new ConnectionStore(shared, keyRing, hosts);
  const zendesk = openZendeskGateway({
    database: shared,
    connections,
    hosts,
    settings: { callTimeoutMs: settings.PARLEY_ZENDESK_CALL_TIMEOUT_MS },
  });
  const blobs = await openBlobStore(url, 'gateway');
  const customers = new CustomerServiceClient(
    { url: settings.PARLEY_CUSTOMER_SERVICE_URL, token: settings.PARLEY_SERVICE_TOKEN },
    systemClock,
  );
  const log = new KafkaEventLog({ brokers, clientId: 'gateway' });
  const producer = log.producer();
  const outbox = new OutboxPublisher({ database, producer });
  const relay = new OutboxRelay({ database, producer, publisher: outbox });
  const alerts = new PostgresAlerts(database);
  const alerting = openAlerting(alerts, alertSettings);
  const close = async (): Promise<void> => {
    await alerting.stop();
    await relay.stop();
    await outbox.close();
    await producer.close();
    await log.close();
    await zendesk.close();
    await blobs.close();
    await shared.close();
    await database.close();
  };
  return {
    prefix,
    database,
    log,
    producer,
    outbox,
    relay,
    tokens,
    issuer: signIn && new OidcIssuer(signIn),
    sessions: sessionSettingsOf(settings),
    console: consoleSettingsOf(settings),
    hosts,
    connections,
    keyRing,
    oauth,
    zendesk,
    blobs,
    customers,
    alerts,
    alerting,
    close,
  };
}

function openSchema(url: string, schema: string, migrations: typeof GATEWAY_MIGRATIONS): Promise<Database> {
  return Database.open({ url, schema, applicationName: 'gateway', migrations });
}
