import type { Transaction } from '@parley/platform';
import type { OutgoingMessage } from '../ports/log-producer';
import type { TopicPartition } from '../ports/log-record';
import { messagesOf, storedMessages } from './stored-messages';

/** One outbox row: what one transaction wants published. */
export interface OutboxRow {
  /** A bigint, as text. */
  readonly id: string;
  /** Rows of one source are published in the order of their ids. */
  readonly source: string;
  readonly messages: readonly OutgoingMessage[];
}

/** Anything that runs a statement: a transaction, or the database itself. */
export type Statements = Pick<Transaction, 'query'>;

/** The source of the rows that batches of a partition leave. */
export function batchSource(group: string, { topic, partition }: TopicPartition): string {
  return `${group}/${topic}/${partition}`;
}

/** Writes a row inside a transaction; it exists once that commits. */
export async function insertRow(
  tx: Statements,
  source: string,
  messages: readonly OutgoingMessage[],
): Promise<OutboxRow> {
  const [row] = await tx.query<{ id: string }>(
    `insert into outbox (source, messages) values ($1, $2) returning id`,
    [source, storedMessages(messages)],
  );
  if (row === undefined) throw new Error('The outbox gave no id');
  return { id: row.id, source, messages };
}

export async function deleteRows(statements: Statements, ids: readonly string[]): Promise<void> {
  await statements.query(`delete from outbox where id = any($1::bigint[])`, [idList(ids)]);
}

/** Committed rows of some sources, in order. */
export async function rowsOfSources(
  statements: Statements,
  sources: readonly string[],
): Promise<readonly OutboxRow[]> {
  const rows = await statements.query<StoredRow>(
    `select id, source, messages from outbox where source = any($1::text[]) order by id`,
    [sources],
  );
  return rows.map(rowOf);
}

/** All rows that a transaction sees, in order. */
export async function allRows(statements: Statements): Promise<readonly OutboxRow[]> {
  const rows = await statements.query<StoredRow>(`select id, source, messages from outbox order by id`);
  return rows.map(rowOf);
}

/**
 * Committed rows that are older than `ageMs` and below every open transaction: a row of a transaction that is still open
 * could otherwise appear behind one that was read already.
 */
export async function abandonedRows(
  statements: Statements,
  ageMs: number,
  limit: number,
): Promise<readonly OutboxRow[]> {
  const rows = await statements.query<StoredRow>(
    `select id, source, messages from outbox
     where transaction_id < pg_snapshot_xmin(pg_current_snapshot())
       and created_at < clock_timestamp() - $1 * interval '1 ms'
     order by transaction_id, id limit $2`,
    [ageMs, limit],
  );
  return rows.map(rowOf);
}

/** Ids as the literal of a bigint array. */
export function idList(ids: readonly string[]): string {
  return `{${ids.join(',')}}`;
}

interface StoredRow {
  readonly id: string;
  readonly source: string;
  readonly messages: string;
}

function rowOf({ id, source, messages }: StoredRow): OutboxRow {
  return { id, source, messages: messagesOf(messages) };
}
