import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { JsonObject } from '../http/json';
import { offsetPage, wantsCursor } from '../http/paging';
import { queryText } from '../http/address-parameters';
import { invalidAttribute, ZendeskError } from '../http/zendesk-error';
import { ticketJson } from '../tickets/ticket-json';
import { userJson } from '../users/user-json';
import { propertyValues, type SearchDocument } from './document';
import { parseQuery, type SearchTerm } from './query';
import type { IndexedKind } from './search-index';

/** "Search returns at most 1 000 results, 100 per page, offset only; past that 422." */
const MAX_RESULTS = 1_000;

/** Searches, which see the account as its index does: late. */
export function registerSearchRoutes(app: FastifyInstance): void {
  app.get('/api/v2/search', (request) => {
    const terms = parseQuery(queryText(request, 'query') ?? '');
    if (terms.length === 0) throw invalid('Invalid search: query is required');
    const found = kindsOf(terms).flatMap((kind) => find(request, kind, terms));
    return { ...resultPage(request, 'results', sorted(request, found, terms), 'search/index'), facets: null };
  });
  app.get('/api/v2/search/count', (request) => {
    const terms = parseQuery(queryText(request, 'query') ?? '');
    return { count: kindsOf(terms).flatMap((kind) => find(request, kind, terms)).length };
  });
  app.get('/api/v2/users/search', (request) => {
    const externalId = queryText(request, 'external_id');
    if (externalId !== undefined) {
      const terms: SearchTerm[] = [
        { negated: false, key: 'external_id', operator: ':', value: externalId.replaceAll('*', '') },
      ];
      return resultPage(request, 'users', find(request, 'user', terms), 'users/search');
    }
    const terms = parseQuery(queryText(request, 'query') ?? '');
    return resultPage(request, 'users', sorted(request, find(request, 'user', terms), terms), 'users/search');
  });
}

function find(request: FastifyRequest, kind: IndexedKind, terms: readonly SearchTerm[]): SearchDocument[] {
  const { account } = request;
  return account.search.find(kind, terms, account.now(), account.indexLagMs);
}

function kindsOf(terms: readonly SearchTerm[]): IndexedKind[] {
  const types = terms
    .filter((term) => term.key === 'type' && !term.negated)
    .map((term) => term.value.toLowerCase());
  const kinds: IndexedKind[] = ['ticket', 'user'];
  return types.length === 0 ? kinds : kinds.filter((kind) => types.includes(kind));
}

/** By the property that the query or its parameters name, else the newest first. */
function sorted(
  request: FastifyRequest,
  found: readonly SearchDocument[],
  terms: readonly SearchTerm[],
): SearchDocument[] {
  const ofTerm = (key: string): string | undefined => terms.find((term) => term.key === key)?.value;
  const by = queryText(request, 'sort_by') ?? ofTerm('order_by') ?? 'created_at';
  const direction = (queryText(request, 'sort_order') ?? ofTerm('sort') ?? 'desc') === 'asc' ? 1 : -1;
  const rank = (document: SearchDocument): number => propertyValues(document, by)?.order?.rank ?? 0;
  return found.toSorted(
    (one, other) => direction * (rank(one) - rank(other) || one.record.id - other.record.id),
  );
}

function resultPage(
  request: FastifyRequest,
  name: string,
  found: readonly SearchDocument[],
  endpoint: string,
): JsonObject {
  if (wantsCursor(request)) throw invalidAttribute('page', 'must be an integer', endpoint);
  const size = Math.min(100, Number(queryText(request, 'per_page') ?? 100));
  if (Number(queryText(request, 'page') ?? 1) * size > MAX_RESULTS && name === 'results') {
    throw new ZendeskError(422, {
      error: 'unavailable',
      description: 'Requested response size was greater than Search Response Limits',
    });
  }
  return offsetPage(request, {
    name,
    records: found,
    keyOf,
    json: (document) => resultJson(request, document, name),
    endpoint,
  });
}

function keyOf(document: SearchDocument): string {
  return `${document.kind} ${document.record.id}`;
}

/** The record as the index remembers it; results of the general search say what they are. */
function resultJson(request: FastifyRequest, document: SearchDocument, name: string): JsonObject {
  const { account, baseUrl } = request;
  const json =
    document.kind === 'ticket'
      ? ticketJson(account, document.record, baseUrl)
      : userJson(account, document.record, baseUrl);
  return name === 'results' ? { ...json, result_type: document.kind } : json;
}

function invalid(description: string): ZendeskError {
  return new ZendeskError(422, { error: 'invalid', description });
}
