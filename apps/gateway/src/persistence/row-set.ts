/** How a column of a set of rows is filled: its Postgres type and its value in a row. */
export type Columns<Row> = Readonly<Record<string, readonly [type: string, value: (row: Row) => unknown]>>;

/** A set of rows as one table expression, so that a batch of any size is one statement with a handful of parameters. */
export interface RowSet {
  /** `unnest(...) as name(column, ...)`, to be put behind `from`. */
  readonly from: string;
  /** Column names, comma separated. */
  readonly names: string;
  readonly parameters: readonly unknown[];
}

/** The rows as a table expression called `name`; its parameters begin at `$1`. */
export function rowSet<Row>(name: string, rows: readonly Row[], columns: Columns<Row>): RowSet {
  const entries = Object.entries(columns);
  const names = entries.map(([column]) => `"${column}"`).join(', ');
  const arrays = entries.map(([, [type]], place) => `$${place + 1}::${type}[]`).join(', ');
  return {
    from: `unnest(${arrays}) as ${name}(${names})`,
    names,
    parameters: entries.map(([, [, value]]) => rows.map(value)),
  };
}
