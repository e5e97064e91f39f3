import { OutboxPublisher, type LogProducer, type OutgoingMessage } from '@parley/event-log';
import { Database, type Transaction } from '@parley/platform';
import { testDatabase, type TestDatabase } from '@parley/testing';
import type { CarriedOut, Order } from '../src/follow-commands/parked-lanes.port';
import type { Intake } from '../src/intake/intake';
import { WRITER_SCHEMA, writerMigrations } from '../src/persistence/migrations';
import { PostgresAgentBook } from '../src/persistence/postgres-agent-book';
import { PostgresAttachmentBook } from '../src/persistence/postgres-attachment-book';
import { PostgresIntake } from '../src/persistence/postgres-intake';
import { PostgresLaneStore } from '../src/persistence/postgres-lane-store';
import { PostgresParkedLanes } from '../src/persistence/postgres-parked-lanes';
import { PostgresTranscript } from '../src/persistence/postgres-transcript';

/** A producer that keeps what it is given. */
export class KeepingProducer implements LogProducer {
  readonly messages: OutgoingMessage[] = [];

  send(messages: readonly OutgoingMessage[]) {
    this.messages.push(...messages);
    return Promise.resolve(messages.map(({ topic }, offset) => ({ topic, partition: 0, offset })));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** The tables of ticket-writer in a real Postgres, in a database of their own. */
export class PostgresWriter {
  readonly producer = new KeepingProducer();
  readonly outbox: OutboxPublisher;
  readonly lanes: PostgresLaneStore;
  readonly transcript: PostgresTranscript;
  readonly agents: PostgresAgentBook;
  readonly attachments: PostgresAttachmentBook;

  private constructor(
    private readonly owned: TestDatabase,
    readonly database: Database,
  ) {
    this.outbox = new OutboxPublisher({ database, producer: this.producer });
    this.lanes = new PostgresLaneStore(database, this.outbox, 'parley.');
    this.transcript = new PostgresTranscript(database);
    this.agents = new PostgresAgentBook(database);
    this.attachments = new PostgresAttachmentBook(database);
  }

  static async open(): Promise<PostgresWriter> {
    const owned = await testDatabase();
    const database = await Database.open({
      url: owned.url,
      schema: WRITER_SCHEMA,
      applicationName: 'ticket-writer-spec',
      migrations: writerMigrations,
    });
    await database.migrate();
    return new PostgresWriter(owned, database);
  }

  get url(): string {
    return this.owned.url;
  }

  /** Each call in a transaction of its own, as a batch would be. */
  get intake(): Intake {
    const inTransaction = <T>(work: (intake: Intake) => Promise<T>) =>
      this.database.transaction((tx: Transaction) => work(new PostgresIntake(tx)));
    return {
      facts: (facts) => inTransaction((intake) => intake.facts(facts)),
      targets: (targets) => inTransaction((intake) => intake.targets(targets)),
      customers: (findings) => inTransaction((intake) => intake.customers(findings)),
      organizations: (documents) => inTransaction((intake) => intake.organizations(documents)),
      accounts: (accounts) => inTransaction((intake) => intake.accounts(accounts)),
    };
  }

  /** Orders of the error desk, in a transaction of their own. */
  order(orders: readonly Order[]): Promise<CarriedOut> {
    return this.database.transaction((tx) => new PostgresParkedLanes(tx).carryOut(orders, new Date()));
  }

  /** Empties every table. */
  async empty(): Promise<void> {
    await this.database.query(
      `truncate transcript, contact_name, frontier, lane, effect, attachment, attached_file, blob_use, customer, organization, account, account_gate, agent, outbox, backlog_report`,
    );
  }

  async close(): Promise<void> {
    await this.outbox.close();
    await this.database.close();
    await this.owned.drop();
  }
}
