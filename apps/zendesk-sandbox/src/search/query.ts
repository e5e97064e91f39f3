/** How a term compares. */
export type Operator = ':' | '<' | '>' | '<=' | '>=';

/** One term of a search: a property with a value, or free text (`key` is null). */
export interface SearchTerm {
  readonly negated: boolean;
  readonly key: string | null;
  readonly operator: Operator;
  readonly value: string;
}

const TERM = /(-?)(?:([A-Za-z_][\w.]*)(:|<=|>=|<|>))?(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/g;

/**
 * Reads Zendesk's search syntax: words, "exact phrases", `key:value`, `key<value`, a leading minus, `*` at the end of a word.
 * A value may hold further colons; inside quotes a backslash keeps the next character.
 */
export function parseQuery(query: string): SearchTerm[] {
  return [...query.matchAll(TERM)].map(([, minus, key, operator, quoted, bare]) => ({
    negated: minus === '-',
    key: key?.toLowerCase() ?? null,
    operator: asOperator(operator),
    value: quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '',
  }));
}

function asOperator(text: string | undefined): Operator {
  return text === '<' || text === '>' || text === '<=' || text === '>=' ? text : ':';
}

/** The words that the index knows a text by. */
export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_*]+/u)
    .filter((word) => word !== '');
}
