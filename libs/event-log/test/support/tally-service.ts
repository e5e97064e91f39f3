import type { CloudEvent } from '@parley/contracts';
import { Database, type MigrationClass, type Transaction } from '@parley/platform';
import { testDatabase, type TestDatabase } from '@parley/testing';
import {
  type BatchContext,
  type BatchResult,
  type BatchWork,
  cloudEvents,
  type DecodedEvent,
  encodeEvent,
  EVENT_LOG_MIGRATIONS,
  type LogProducer,
  OutboxPublisher,
  type OutgoingMessage,
  PartitionProcessor,
  type PartitionProcessorOptions,
  PositionStore,
} from '../../src';

/** An event of the service under test: a contact says something. */
export type Said = CloudEvent<'parley.test.said.v1', { readonly contact: string; readonly text: string }>;

/** What the service keeps: each event it folded, in the order of folding. Nothing stops a second fold of the same event but us. */
class FoldedTable1700000000900 {
  readonly name = 'FoldedTable1700000000900';
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query(`create table folded (
      place bigint generated always as identity primary key,
      contact text not null, event_id text not null, partition int not null, log_offset bigint not null)`);
  }
  down(): Promise<void> {
    return Promise.reject(new Error('forward only'));
  }
}

export const TALLY_MIGRATIONS: readonly MigrationClass[] = [
  ...EVENT_LOG_MIGRATIONS,
  FoldedTable1700000000900,
];

/** The decode function of the service: one type, one version; `v2` of it is unknown. */
export const decodeSaid = cloudEvents<Said>((event) => {
  if (event.type === 'parley.test.said.v1' && isSaid(event)) return { ok: true, event };
  const code = event.type.startsWith('parley.test.said.') ? 'version-unknown' : 'type-unknown';
  return { ok: false, faults: [{ code, detail: event.type.slice(0, 40), pointer: '/type' }] };
});

function isSaid(event: CloudEvent): event is Said {
  return typeof event.data === 'object' && event.data !== null && 'contact' in event.data;
}

/** What a contact said, as a message for a topic. */
export function said(topic: string, contact: string, id: string, text = 'hello'): OutgoingMessage {
  return encodeEvent(topic, contact, {
    specversion: '1.0',
    id,
    source: '/test',
    type: 'parley.test.said.v1',
    data: { contact, text },
  });
}

/** A small service: folds what contacts say into a table, and repeats each on another topic. */
export class TallyService {
  readonly processor: PartitionProcessor<Said>;
  readonly outbox: OutboxPublisher;
  readonly positions: PositionStore;
  /** Called inside the transaction after the rows are written; a test breaks things here. */
  interrupt: (
    tx: Transaction,
    events: readonly DecodedEvent<Said>[],
    context: BatchContext,
  ) => Promise<void> | void = () => undefined;
  readonly contexts: BatchContext[] = [];

  constructor(
    readonly database: Database,
    producer: LogProducer,
    readonly options: { readonly group: string; readonly output: string; readonly deadLetters: string },
    more: Partial<PartitionProcessorOptions<Said>> = {},
  ) {
    this.outbox = new OutboxPublisher({ database, producer });
    this.positions = new PositionStore(database, this.outbox);
    const { group, deadLetters } = options;
    this.processor = new PartitionProcessor<Said>({
      ...{ database, group, deadLetters, outbox: this.outbox, seen: true, decode: decodeSaid },
      ...more,
    });
  }

  readonly work: BatchWork<Said> = async (tx, events, context): Promise<BatchResult<Said>> => {
    this.contexts.push(context);
    await tx.query(
      `insert into folded (contact, event_id, partition, log_offset)
       select * from unnest($1::text[], $2::text[], $3::int[], $4::bigint[])`,
      [
        events.map(({ event }) => event.data.contact),
        events.map(({ event }) => event.id),
        events.map(({ position }) => position.partition),
        events.map(({ position }) => position.offset),
      ],
    );
    await this.interrupt(tx, events, context);
    return { outgoing: events.map(({ event }) => said(this.options.output, event.data.contact, event.id)) };
  };

  /** Ids of the events folded, by contact, in the order they were folded. */
  async folded(): Promise<Record<string, string[]>> {
    return foldedIn(this.database);
  }
}

export async function foldedIn(database: Database): Promise<Record<string, string[]>> {
  const rows = await database.query<{ contact: string; ids: string[] }>(
    `select contact, array_agg(event_id order by place) as ids from folded group by contact`,
  );
  return Object.fromEntries(rows.map(({ contact, ids }) => [contact, ids]));
}

/** A database of the spec's own with the service's tables. */
export async function tallyDatabase(serverUrl?: string): Promise<{
  readonly test: TestDatabase;
  open(): Promise<Database>;
}> {
  const test = await testDatabase(serverUrl);
  const open = (): Promise<Database> => openTally(test.url);
  const database = await open();
  await database.migrate();
  await database.close();
  return { test, open };
}

export function openTally(url: string): Promise<Database> {
  return Database.open({ url, schema: 'tally', applicationName: 'tally', migrations: TALLY_MIGRATIONS });
}
