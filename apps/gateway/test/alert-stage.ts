import type { BreakerChanged, CustomerEvent, SyncEvent, TicketEvent } from '@parley/contracts';
import { derivedEventId } from '@parley/contracts';
import { Database } from '@parley/platform';
import { aConversation, testDatabase } from '@parley/testing';
import type { TestDatabase } from '@parley/testing';
import { PostgresAlerts } from '../src/persistence/alert-store';
import { GATEWAY_MIGRATIONS, GATEWAY_SCHEMA } from '../src/persistence/migrations';
import { PROJECTION_STORES } from '../src/persistence/projection-stores';
import { storeBreakers } from '../src/persistence/store-breakers';
import { decoded } from './decoded';
import { CONVERSATION, ORGANIZATION } from './derived';

const TABLES =
  'log_event, conversation, gate_report, sync_target, lane, ticket, customer, timeline_entry, breaker, alert, alert_message, linked_account, organization';

/** What alerts come from, in a Postgres of its own: the read model as events fill it, and organizations. */
export class AlertStage {
  readonly alerts: PostgresAlerts;
  private offset = 0;

  private constructor(
    private readonly server: TestDatabase,
    readonly database: Database,
  ) {
    this.alerts = new PostgresAlerts(database);
  }

  static async open(): Promise<AlertStage> {
    const server = await testDatabase();
    const database = await Database.open({
      url: server.url,
      schema: GATEWAY_SCHEMA,
      applicationName: 'test',
      migrations: GATEWAY_MIGRATIONS,
    });
    await database.migrate();
    return new AlertStage(server, database);
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.server.drop();
  }

  /** Empties everything; one organization with one account is there, and one conversation of it. */
  async begins(): Promise<void> {
    await this.database.query(`truncate ${TABLES} cascade`);
    await this.database.query(
      `insert into organization (id, name, url, state, connected_user_id, version, configuration_version, configuration, changed_at)
       values ($1, 'acme', 'https://acme.zendesk.com', 'active', 1, 1, 1, '{}', now() - interval '1 day')`,
      [ORGANIZATION],
    );
    await this.database.query(
      `insert into linked_account (account_id, organization_id, enabled) values ('acc-whatsapp-1', $1, true)`,
      [ORGANIZATION],
    );
    await this.database.transaction((tx) =>
      PROJECTION_STORES.facts(tx, decoded(aConversation(CONVERSATION).contactWrites('a').events())),
    );
  }

  async isDecided(...events: readonly SyncEvent[]): Promise<void> {
    await this.database.transaction((tx) => PROJECTION_STORES.decisions(tx, decoded(events, this.next())));
  }

  async happens(...events: readonly TicketEvent[]): Promise<void> {
    await this.database.transaction((tx) => PROJECTION_STORES.tickets(tx, decoded(events, this.next())));
  }

  async isFound(...events: readonly CustomerEvent[]): Promise<void> {
    await this.database.transaction((tx) => PROJECTION_STORES.customers(tx, decoded(events, this.next())));
  }

  /** A process tells of its circuit breaker. */
  async breaks(
    state: BreakerChanged['data']['state'],
    version: number,
    process = 'writer@a:1',
  ): Promise<void> {
    const type = 'parley.breaker.changed.v1';
    const data = { version, organizationId: ORGANIZATION, endpointClass: 'tickets', state, process };
    const id = derivedEventId(type, process, version);
    const event: BreakerChanged = { specversion: '1.0', id, source: '/parley/test', type, data };
    await this.database.transaction((tx) => storeBreakers(tx, [event]));
  }

  private next(): { readonly offset: number } {
    this.offset += 100;
    return { offset: this.offset };
  }
}
