import type { TableComparison } from './compared-table';

const HEADINGS = ['table', 'live', 'rebuilt', 'same', 'different'] as const;

/** What a comparison came to, as a table for people; differences by key and column, without any value. */
export function reportOf(compared: readonly TableComparison[]): string {
  const rows = compared.map(({ table, live, rebuilt, same, different }) =>
    [table, live, rebuilt, same, different].map(String),
  );
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`;
  return [
    line(HEADINGS),
    ...rows.map(line),
    ...compared.flatMap(notesOf),
    ...compared.flatMap(differencesOf),
  ].join('\n');
}

/** How many rows differ in all. */
export function differencesIn(compared: readonly TableComparison[]): number {
  return compared.reduce((sum, { different }) => sum + different, 0);
}

function notesOf({ table, note }: TableComparison): readonly string[] {
  return note === undefined ? [] : [`  ${table}: ${note}`];
}

function differencesOf({ table, different, first }: TableComparison): readonly string[] {
  const lines = first.map(({ key, only, columns }) =>
    only === undefined ? `  ${table} ${key}: ${columns.join(', ')}` : `  ${table} ${key}: only ${only}`,
  );
  const more = different - first.length;
  return more > 0 ? [...lines, `  ${table}: and ${more} more`] : lines;
}
