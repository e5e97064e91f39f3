/**
 * Lays rows out under their headings.
 * @param {readonly string[]} headings
 * @param {readonly (readonly string[])[]} rows
 * @returns {string}
 */
export function table(headings, rows) {
  const widths = headings.map((heading, column) =>
    Math.max(...[heading, ...rows.map((row) => row[column] ?? '')].map(width)),
  );
  const line = (/** @type {readonly string[]} */ cells) =>
    cells
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(cell))))
      .join('  ')
      .trimEnd();
  return [line(headings), line(widths.map((count) => '─'.repeat(count))), ...rows.map(line)].join('\n');
}

/** Columns that a text takes in a terminal. @param {string} text */
function width(text) {
  return [...text].length;
}
