import { readConfig } from '@parley/platform';
import type { RunningService } from '@parley/platform';
import { sharedKafkaBrokers, testDatabase, testTopicPrefix } from '@parley/testing';
import type { TestDatabase } from '@parley/testing';
import { MIGRATE_SETTINGS, SETTINGS } from '../src/config';
import type { Settings } from '../src/config';
import { openParts } from '../src/gateway-parts';
import type { GatewayParts } from '../src/gateway-parts';
import { migrate } from '../src/migrate';
import { startGateway } from '../src/start-gateway';
import { TEST_ISSUER, testIssuer } from './people';
import type { TestIssuer } from './people';
import { FakeZendesk } from './fake-zendesk';

/** A whole gateway on real Kafka and Postgres, with a Zendesk that knows `users/me`. */
export class GatewayHarness {
  private constructor(
    readonly settings: Settings,
    readonly parts: GatewayParts,
    readonly service: RunningService,
    readonly issuer: TestIssuer,
    readonly zendesk: FakeZendesk,
    private readonly database: TestDatabase,
  ) {}

  /** Makes an installation of its own and starts a replica. */
  static async start(
    options: {
      readonly partitions?: number;
      readonly databaseServer?: string;
      /** Another Zendesk that may be connected, as `host:port`. */
      readonly alsoAllowed?: string;
      /** Settings that differ from those of every test. */
      readonly settings?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<GatewayHarness> {
    const [database, issuer, zendesk] = await Promise.all([
      testDatabase(options.databaseServer),
      testIssuer(),
      FakeZendesk.start(),
    ]);
    const environment = {
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
      KAFKA_BROKERS: sharedKafkaBrokers(),
      DATABASE_URL: database.url,
      PARLEY_TOPIC_PREFIX: testTopicPrefix(),
      PARLEY_PARTITIONS: String(options.partitions ?? 3),
      PARLEY_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
      ZENDESK_ALLOWED_HOSTS: [zendesk.host, ...(options.alsoAllowed ? [options.alsoAllowed] : [])].join(),
      PARLEY_OIDC_JWKS: issuer.jwksPath,
      PARLEY_OIDC_ISSUER: TEST_ISSUER,
      PARLEY_SERVICE_TOKEN: 'a-credential-of-the-services-in-tests',
      // Nothing listens there: customer-service has tests of its own, and end-to-end tests join the two.
      PARLEY_CUSTOMER_SERVICE_URL: 'http://127.0.0.1:9',
      ...options.settings,
    };
    await migrate(readConfig(MIGRATE_SETTINGS, environment));
    const settings = readConfig(SETTINGS, environment);
    const parts = await openParts(settings);
    const service = await startGateway(settings, parts, { handleSignals: false });
    return new GatewayHarness(settings, parts, service, issuer, zendesk, database);
  }

  /** Stops the replica and removes everything it was made of. */
  async stop(): Promise<void> {
    await this.service.stop();
    await this.zendesk.stop();
    await this.issuer.remove();
    await this.database.drop();
  }

  /** Calls a route as a person with a role. */
  async as(
    role: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const token = await this.issuer.token({ role, subject: `test-${role}` });
    return fetch(this.service.url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Admits a publisher; gives its credential. */
  async publisher(settings: object = {}): Promise<{ readonly id: string; readonly token: string }> {
    const answer = await this.as('administrator', 'POST', '/v1/publishers', {
      name: 'platform',
      ...settings,
    });
    return (await answer.json()) as { id: string; token: string };
  }

  /** Publishes a batch of events. */
  publish(token: string, events: readonly unknown[]): Promise<Response> {
    return fetch(`${this.service.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(events),
    });
  }
}
