/** A column that is compared as something made of it. */
export interface ComparedColumn {
  readonly name: string;
  /** SQL over the column, which stands as `$it`. */
  readonly as: string;
}

/** How a table of the live schema is compared with the rebuilt one, row by row. */
export interface ComparedTable {
  readonly table: string;
  /** Columns by which rows are told apart; never null. */
  readonly key: readonly string[];
  /** Columns of the key that may hold personal data: a hash of them is shown. */
  readonly hiddenKey?: readonly string[];
  readonly columns: readonly (string | ComparedColumn)[];
  /** Compared columns whose text is JSON: a difference is named by its path, never by its value. */
  readonly json?: readonly string[];
  /** Columns that are not compared, and why. Every column is in one of the lists. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** SQL condition on the rows that are compared, for tables of which a rebuild covers a part. */
  readonly where?: string;
  /** What a reader of the report must know. */
  readonly note?: string;
}

/** Where two rows of one key differ; no value is in it. */
export interface RowDifference {
  readonly key: string;
  /** `live` or `rebuilt`: the row is there alone. */
  readonly only?: 'live' | 'rebuilt';
  /** Column, with the path inside it where it is JSON. */
  readonly columns: readonly string[];
}

/** What comparing a table came to. */
export interface TableComparison {
  readonly table: string;
  readonly live: number;
  readonly rebuilt: number;
  readonly same: number;
  readonly different: number;
  readonly first: readonly RowDifference[];
  readonly note?: string;
}

/** Name of a column, plain or made into something. */
export function nameOf(column: string | ComparedColumn): string {
  return typeof column === 'string' ? column : column.name;
}
