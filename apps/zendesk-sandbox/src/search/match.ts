import { propertyValues, type SearchDocument } from './document';
import { wordsOf, type Operator, type SearchTerm } from './query';

/** Terms that steer the search instead of choosing records. */
const STEERING = new Set(['type', 'order_by', 'sort', 'sort_by', 'sort_order']);

/**
 * Whether a document answers a query: terms with the same key are alternatives, different keys and all free words must hold,
 * a negated term must not.
 */
export function matches(document: SearchDocument, terms: readonly SearchTerm[]): boolean {
  const alternatives = new Map<string, boolean>();
  for (const term of terms) {
    if (term.key !== null && STEERING.has(term.key)) continue;
    const holds = termHolds(document, term);
    if (term.negated) {
      if (holds) return false;
    } else if (term.key === null) {
      if (!holds) return false;
    } else {
      alternatives.set(term.key, (alternatives.get(term.key) ?? false) || holds);
    }
  }
  return [...alternatives.values()].every(Boolean);
}

function termHolds(document: SearchDocument, term: SearchTerm): boolean {
  if (term.key === null) return hasPhrase(document.words, wordsOf(term.value));
  const property = propertyValues(document, term.key);
  if (property === undefined) return false;
  const wanted = term.value.toLowerCase();
  if (term.operator !== ':') {
    return (
      property.order !== undefined &&
      compares(property.order.rank, term.operator, property.order.rankOf(term.value))
    );
  }
  if (wanted === 'none') return property.values.length === 0 || property.values.includes('none');
  if (property.values.some((value) => likeText(value, wanted))) return true;
  const phrase = wordsOf(term.value);
  return property.words !== undefined && phrase.length > 0 && hasPhrase(property.words, phrase);
}

function compares(rank: number, operator: Operator, wanted: number): boolean {
  switch (operator) {
    case '<':
      return rank < wanted;
    case '>':
      return rank > wanted;
    case '<=':
      return rank <= wanted;
    case '>=':
      return rank >= wanted;
    case ':':
      return rank === wanted;
  }
}

/** Whether the words stand one after the other in the text: an e-mail address is found as the phrase of its parts. */
function hasPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  if (phrase.length === 0) return true;
  return words.some((_, start) => phrase.every((part, index) => likeText(words[start + index] ?? '', part)));
}

function likeText(value: string, wanted: string): boolean {
  if (!wanted.includes('*')) return value === wanted;
  const pattern = wanted.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`, 'su').test(value);
}
