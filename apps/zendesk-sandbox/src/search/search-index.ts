import type { SearchDocument } from './document';
import { matches } from './match';
import { wordsOf, type SearchTerm } from './query';

/** What the index can find. */
export type IndexedKind = SearchDocument['kind'];

interface Change {
  readonly at: number;
  readonly kind: IndexedKind;
  readonly id: number;
  /** Null takes the record out of the index. */
  readonly document: SearchDocument | null;
}

/** Changes that may wait for the next search; more are worked off as they come. */
const PENDING_BOUND = 500;

/**
 * What search sees. A change becomes visible only after the account's index lag, and until then searches show the record as it
 * was. Zendesk facts, consistency of reads: "new or changed records can take minutes to appear", "index results can show
 * stale field values".
 */
export class SearchIndex {
  private readonly documents: Record<IndexedKind, Map<number, SearchDocument>> = {
    ticket: new Map(),
    user: new Map(),
  };
  private readonly postings = new Map<string, Set<number>>();
  private pending: Change[] = [];

  /** Notes that a record changed or went away; `lagMs` is the index lag of the account at this moment. */
  note(change: Change, lagMs: number): void {
    this.pending.push(change);
    if (this.pending.length > PENDING_BOUND) this.catchUp(change.at - lagMs);
  }

  /** All documents of a kind that answer the query at this moment. */
  find(kind: IndexedKind, terms: readonly SearchTerm[], nowMs: number, lagMs: number): SearchDocument[] {
    this.catchUp(nowMs - lagMs);
    return this.candidates(kind, terms).filter((document) => matches(document, terms));
  }

  private catchUp(untilMs: number): void {
    const visible = this.pending.findIndex((change) => change.at > untilMs);
    const due = visible === -1 ? this.pending : this.pending.slice(0, visible);
    this.pending = visible === -1 ? [] : this.pending.slice(visible);
    for (const change of due) this.apply(change);
  }

  private apply(change: Change): void {
    const documents = this.documents[change.kind];
    const old = documents.get(change.id);
    if (old !== undefined) for (const word of keysOf(old)) this.postings.get(word)?.delete(change.id);
    if (change.document === null) {
      documents.delete(change.id);
      return;
    }
    documents.set(change.id, change.document);
    for (const word of keysOf(change.document)) this.posting(word).add(change.id);
  }

  /** The documents that hold the rarest word of the query, or all where no word narrows it. */
  private candidates(kind: IndexedKind, terms: readonly SearchTerm[]): SearchDocument[] {
    const needed = terms
      .filter((term) => !term.negated && standsAlone(term, terms))
      .flatMap((term) => wordKeys(kind, term));
    const sets = needed.map((key) => this.postings.get(key) ?? new Set<number>());
    const smallest = sets.reduce<ReadonlySet<number> | undefined>(
      (best, set) => (best === undefined || set.size < best.size ? set : best),
      undefined,
    );
    const documents = this.documents[kind];
    if (smallest === undefined) return [...documents.values()];
    return [...smallest].map((id) => documents.get(id)).filter((document) => document !== undefined);
  }

  private posting(key: string): Set<number> {
    const known = this.postings.get(key);
    if (known !== undefined) return known;
    const fresh = new Set<number>();
    this.postings.set(key, fresh);
    return fresh;
  }
}

function keysOf(document: SearchDocument): Set<string> {
  return new Set(document.words.map((word) => `${document.kind} ${word}`));
}

/** Terms with one key are alternatives, so only a key that occurs once narrows the search. */
function standsAlone(term: SearchTerm, terms: readonly SearchTerm[]): boolean {
  return term.key === null || terms.filter((other) => other.key === term.key).length === 1;
}

/** Words that every answer to the term must contain; free text and the two keys that are looked up most. */
function wordKeys(kind: IndexedKind, term: SearchTerm): string[] {
  const literal =
    term.key === null || ((term.key === 'email' || term.key === 'external_id') && term.operator === ':');
  if (!literal || term.value.includes('*') || term.value.toLowerCase() === 'none') return [];
  return wordsOf(term.value).map((word) => `${kind} ${word}`);
}
