/**
 * Tags as Zendesk stores them: lower case, of letters, digits and `_ - : /`, without repetition, in alphabetical order as
 * replies show them. Zendesk facts, field limits: other characters are dropped, spaces separate.
 */
export function tagNames(written: readonly string[]): string[] {
  const names = written
    .flatMap((text) => text.toLowerCase().split(/[\s,]+/))
    .map((text) => text.replace(/[^\p{L}\p{N}_\-:/]/gu, ''))
    .filter((name) => name !== '');
  return [...new Set(names)].sort();
}
