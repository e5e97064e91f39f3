/**
 * A text array as one parameter, to be taken apart by `string_to_array($n, E'\x1f')`. The driver's own array literals cost
 * a pass over every character of every state; neither ids nor JSON hold this control character.
 */
export function column(values: Iterable<string>): string {
  return [...values].join('\u001f');
}

/** The SQL that takes parameter `index` apart again. */
export function columnOf(index: number): string {
  return `string_to_array($${index}, E'\\x1f')`;
}
