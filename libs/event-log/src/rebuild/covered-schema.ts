import { ParleyError } from '@parley/platform';
import type { Statements } from '../outbox/outbox-rows';
import { type ComparedTable, nameOf } from './compared-table';

/** Thrown when a table or column is neither compared nor left out with a reason: whoever added it has to say which. */
export class UncoveredSchemaError extends ParleyError {
  readonly code = 'rebuild-uncovered';
  readonly retryable = false;
}

/** What of a schema a rebuild covers. */
export interface Coverage {
  readonly tables: readonly ComparedTable[];
  /** Tables that are not compared, and why. */
  readonly notCovered: Readonly<Record<string, string>>;
}

/**
 * Checks that every table and column of a schema is spoken for.
 *
 * @throws UncoveredSchemaError naming those that are not
 */
export async function checkCoverage(
  statements: Statements,
  schema: string,
  { tables, notCovered }: Coverage,
): Promise<void> {
  const rows = await statements.query<{ table_name: string; column_name: string }>(
    `select c.table_name, c.column_name from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where table_schema = $1 and t.table_type = 'BASE TABLE' order by 1, 2`,
    [schema],
  );
  const known = new Map(tables.map((spec) => [spec.table, columnsOf(spec)]));
  const unknown = rows.filter(
    ({ table_name: table, column_name: column }) =>
      !(table in notCovered) && known.get(table)?.has(column) !== true,
  );
  if (unknown.length === 0) return;
  const names = unknown.map(({ table_name, column_name }) => `${table_name}.${column_name}`).join(', ');
  throw new UncoveredSchemaError(`Neither compared nor left out with a reason: ${names}`);
}

function columnsOf({ key, columns, leftOut }: ComparedTable): ReadonlySet<string> {
  return new Set([...key, ...columns.map(nameOf), ...Object.keys(leftOut)]);
}
