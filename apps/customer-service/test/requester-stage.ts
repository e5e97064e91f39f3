import { OutboxPublisher, type OutgoingMessage } from '@parley/event-log';
import { Database } from '@parley/platform';
import { testDatabase, type TestDatabase } from '@parley/testing';
import { CUSTOMER_SCHEMA, customerMigrations } from '../src/persistence/migrations';
import { PostgresRequesterStore } from '../src/persistence/postgres-requester-store';
import type { RequestedCustomer } from '../src/resolve-customer/requester-store.port';

/** How long a claim of the stage's store holds, in ms. */
export const LEASE_MS = 60_000;

/** A requester whom an advisor has linked. */
export const linked = (zendeskUserId: number, organizationId = 'org'): RequestedCustomer => ({
  organizationId,
  requesterKey: `user:${zendeskUserId}`,
  wanted: { kind: 'linked', zendeskUserId },
});

/** Requesters in a real Postgres; what is told about them goes nowhere. */
export class RequesterStage {
  private constructor(
    readonly database: Database,
    readonly store: PostgresRequesterStore,
    /** What was told, in order. */
    readonly sent: OutgoingMessage[],
    readonly outbox: OutboxPublisher,
    private readonly created: TestDatabase,
  ) {}

  static async open(): Promise<RequesterStage> {
    const created = await testDatabase();
    const database = await Database.open({
      url: created.url,
      schema: CUSTOMER_SCHEMA,
      applicationName: 'test',
      migrations: customerMigrations,
    });
    await database.migrate();
    const sent: OutgoingMessage[] = [];
    const producer = {
      send: (messages: readonly OutgoingMessage[]) => {
        sent.push(...messages);
        return Promise.resolve(messages.map(({ topic }, offset) => ({ topic, partition: 0, offset })));
      },
      close: () => Promise.resolve(),
    };
    const outbox = new OutboxPublisher({ database, producer });
    return new RequesterStage(
      database,
      new PostgresRequesterStore(database, outbox, LEASE_MS),
      sent,
      outbox,
      created,
    );
  }

  async close(): Promise<void> {
    await this.outbox.close();
    await this.database.close();
    await this.created.drop();
  }
}
