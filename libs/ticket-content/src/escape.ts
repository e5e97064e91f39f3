/**
 * Social text is never HTML, Liquid or a placeholder for Zendesk (K6). Every character with a meaning to either is
 * written as an entity. Zendesk expands `{{…}}` and `{%…%}` in comments; its documentation names an entity as the way to
 * keep them as text in `html_body`, so every brace becomes one, and none can meet another across a border.
 */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['{', '&#123;'],
  ['}', '&#125;'],
]);

const LINE_BREAK = '<br>';

/**
 * Text that HTML can carry unchanged: one kind of line end, and U+FFFD where there was a control character, half a
 * surrogate pair or a noncharacter (a parser would drop or replace those, and JSON could not carry some of them).
 */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}/gu, (found) =>
      found === '\n' || found === '\t' ? found : '\uFFFD',
    );
}

/** Escapes cleaned text for an element's content or a quoted attribute, line ends kept as they are. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"'{}]/g, (character) => ENTITIES.get(character) ?? character);
}

/** Escapes cleaned text and shows its line ends. */
export function escapeLines(text: string): string {
  return escapeText(text).replaceAll('\n', LINE_BREAK);
}

/** Bytes that a code point takes in UTF-8. */
export function utf8Bytes(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const codePoint = text.codePointAt(index) ?? 0;
    bytes += utf8Bytes(codePoint);
    if (codePoint > 0xffff) index += 1;
  }
  return bytes;
}

const ESCAPED_BYTES: ReadonlyMap<number, number> = new Map([
  [0x0a, LINE_BREAK.length],
  ...[...ENTITIES].map(([character, entity]): [number, number] => [character.charCodeAt(0), entity.length]),
]);

/** Bytes that a code point of cleaned text takes once {@link escapeLines} wrote it. */
export function escapedBytes(codePoint: number): number {
  if (codePoint >= 0x80) return utf8Bytes(codePoint);
  return ESCAPED_BYTES.get(codePoint) ?? 1;
}
