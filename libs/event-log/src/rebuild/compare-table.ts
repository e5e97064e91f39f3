import type { Statements } from '../outbox/outbox-rows';
import { type ComparedTable, nameOf, type RowDifference, type TableComparison } from './compared-table';
import { differingPaths } from './json-paths';

/** Differences of one table that are named. */
const MOST_NAMED = 5;

/** Put before the name of a live table where its rows of one moment are kept in the fresh schema. */
const KEPT = 'live_';

/**
 * Keeps a live table's compared columns as the transaction sees them, in the fresh schema: so the live service goes on while
 * the fresh one is read on to that moment, and no snapshot is held open meanwhile.
 */
export async function keepLive(
  tx: Statements,
  live: string,
  fresh: string,
  spec: ComparedTable,
): Promise<void> {
  const kept = `"${fresh}"."${KEPT}${spec.table}"`;
  await tx.query(`drop table if exists ${kept}`);
  await tx.query(`create unlogged table ${kept} as ${rowsOf(live, spec)}`);
}

interface Counts {
  readonly live: string;
  readonly rebuilt: string;
  readonly same: string;
}

/** Compares what {@link keepLive} kept with the rebuilt table, row by row inside Postgres; of the rows that differ only the first few come here. */
export async function compareTable(
  statements: Statements,
  fresh: string,
  spec: ComparedTable,
): Promise<TableComparison> {
  const joined = joinOf(fresh, spec);
  const same = `(l.there and r.there and ${equalityOf(spec)})`;
  const [row] = await statements.query<Counts>(
    `select count(l.there) as live, count(r.there) as rebuilt, count(*) filter (where ${same}) as same from ${joined}`,
  );
  const counts = { live: Number(row?.live), rebuilt: Number(row?.rebuilt), same: Number(row?.same) };
  const different = counts.live + counts.rebuilt - 2 * counts.same === 0 ? 0 : undefined;
  const first = different === 0 ? [] : await namedDifferences(statements, joined, same, spec);
  return {
    table: spec.table,
    ...counts,
    different: different ?? (await countOf(statements, `${joined} where ${same} is not true`)),
    first,
    ...(spec.note === undefined ? {} : { note: spec.note }),
  };
}

async function countOf(statements: Statements, from: string): Promise<number> {
  const [row] = await statements.query<{ count: string }>(`select count(*) as count from ${from}`);
  return Number(row?.count);
}

interface DifferenceRow {
  readonly key: readonly (string | null)[];
  readonly in_live: boolean | null;
  readonly in_rebuilt: boolean | null;
  readonly columns: readonly string[];
  readonly texts: readonly (readonly [string | null, string | null])[];
}

async function namedDifferences(
  statements: Statements,
  joined: string,
  same: string,
  spec: ComparedTable,
): Promise<readonly RowDifference[]> {
  const hidden = new Set(spec.hiddenKey);
  const keys = spec.key.map((column) => {
    const text = `coalesce(l."${column}", r."${column}")::text`;
    return hidden.has(column) ? `'#' || left(md5(${text}), 8)` : text;
  });
  const names = spec.columns.map(nameOf);
  const columns = names.map(
    (name) => `case when l."${name}" is distinct from r."${name}" then '${name}' end`,
  );
  const texts = (spec.json ?? []).map((name) => `json_build_array(l."${name}", r."${name}")`);
  const rows = await statements.query<DifferenceRow>(
    `select array[${keys.join(', ')}]::text[] as key, l.there as in_live, r.there as in_rebuilt,
       array_remove(array[${columns.join(', ')}]::text[], null) as columns, json_build_array(${texts.join(', ')}) as texts
     from ${joined} where ${same} is not true order by 1 limit ${MOST_NAMED}`,
  );
  return rows.map((row) => differenceOf(row, spec));
}

function differenceOf(row: DifferenceRow, spec: ComparedTable): RowDifference {
  const key = row.key.join(' ');
  if (row.in_live === null) return { key, only: 'rebuilt', columns: [] };
  if (row.in_rebuilt === null) return { key, only: 'live', columns: [] };
  return { key, columns: row.columns.map((name) => withPaths(name, row, spec.json ?? [])) };
}

function withPaths(name: string, { texts }: DifferenceRow, json: readonly string[]): string {
  const pair = texts[json.indexOf(name)];
  const paths = pair === undefined ? [] : differingPaths(...pair);
  return paths.length === 0 ? name : `${name} (${paths.join(', ')})`;
}

function equalityOf({ columns }: ComparedTable): string {
  const equal = columns.map(nameOf).map((name) => `l."${name}" is not distinct from r."${name}"`);
  return equal.length === 0 ? 'true' : equal.join(' and ');
}

function joinOf(fresh: string, spec: ComparedTable): string {
  const on = spec.key.map((column) => `l."${column}" = r."${column}"`).join(' and ');
  return `"${fresh}"."${KEPT}${spec.table}" l full join (${rowsOf(fresh, spec)}) r on ${on}`;
}

function rowsOf(schema: string, { table, key, columns, where }: ComparedTable): string {
  const compared = columns.map((column) =>
    typeof column === 'string'
      ? `it."${column}"`
      : `(${column.as.replaceAll('$it', `it."${column.name}"`)}) as "${column.name}"`,
  );
  const keys = key.map((column) => `it."${column}"`);
  const condition = where === undefined ? '' : ` where ${where}`;
  return `select true as there, ${[...keys, ...compared].join(', ')} from "${schema}"."${table}" it${condition}`;
}
