import type { FastifyRequest } from 'fastify';
import type { JsonObject } from './json';
import { queryText } from './address-parameters';
import { invalidAttribute, invalidPagination } from './zendesk-error';

const MAX_PAGE_SIZE = 100;
const MAX_OFFSET_RECORDS = 10_000;

/** What a list is made of. */
export interface PagedList<T> {
  /** Name of the list in the reply. */
  readonly name: string;
  /** All records, already in the order that was asked for. */
  readonly records: readonly T[];
  /** A text that identifies the record within this order. */
  readonly keyOf: (record: T) => string;
  readonly json: (record: T) => JsonObject;
  /** Path of the endpoint, for messages. */
  readonly endpoint: string;
}

/** Whether the client asked for pages by cursor. */
export function wantsCursor(request: FastifyRequest): boolean {
  return (
    queryText(request, 'page[size]') !== undefined ||
    queryText(request, 'page[after]') !== undefined ||
    queryText(request, 'page[before]') !== undefined
  );
}

/** One page of a list, by cursor or by offset, whichever was asked for. */
export function pageOf<T>(request: FastifyRequest, list: PagedList<T>): JsonObject {
  return wantsCursor(request) ? cursorPage(request, list) : offsetPage(request, list);
}

/**
 * One page by `page` and `per_page`, with `count`, `next_page` and `previous_page`.
 *
 * @throws ZendeskError 400 beyond 10,000 records, or for a page that is no number
 */
export function offsetPage<T>(request: FastifyRequest, list: PagedList<T>): JsonObject {
  const size = pageSize(queryText(request, 'per_page'), list.endpoint, 'per_page');
  const page = wholeNumber(queryText(request, 'page') ?? '1', list.endpoint, 'page');
  if ((page - 1) * size >= MAX_OFFSET_RECORDS) {
    throw invalidPagination(
      'InvalidPaginationDepth',
      'Pagination depth',
      'Use cursor pagination to page beyond 10,000 records.',
    );
  }
  const start = (page - 1) * size;
  const hasNext = start + size < list.records.length;
  return {
    [list.name]: list.records.slice(start, start + size).map(list.json),
    next_page: hasNext ? withQuery(request, { page: String(page + 1) }) : null,
    previous_page: page > 1 ? withQuery(request, { page: String(page - 1) }) : null,
    count: list.records.length,
  };
}

/** One page by `page[size]` and `page[after]` or `page[before]`, with `meta` and `links`. */
export function cursorPage<T>(request: FastifyRequest, list: PagedList<T>): JsonObject {
  const size = pageSize(queryText(request, 'page[size]'), list.endpoint, 'page[size]');
  const { start, end } = cursorRange(request, list, size);
  const records = list.records.slice(start, end);
  const first = records[0];
  const last = records.at(-1);
  const hasMore = queryText(request, 'page[before]') === undefined ? end < list.records.length : start > 0;
  const after = last === undefined ? null : encodeCursor(list.keyOf(last), end - 1);
  const before = first === undefined ? null : encodeCursor(list.keyOf(first), start);
  return {
    [list.name]: records.map(list.json),
    meta: { has_more: hasMore, after_cursor: after, before_cursor: before },
    links: {
      next:
        hasMore && after !== null ? withQuery(request, { 'page[after]': after, 'page[before]': null }) : null,
      prev:
        start > 0 && before !== null
          ? withQuery(request, { 'page[before]': before, 'page[after]': null })
          : null,
    },
  };
}

function cursorRange<T>(
  request: FastifyRequest,
  list: PagedList<T>,
  size: number,
): { readonly start: number; readonly end: number } {
  const after = queryText(request, 'page[after]');
  const before = queryText(request, 'page[before]');
  if (before !== undefined) {
    const end = position(list, before, 0);
    return { start: Math.max(0, end - size), end };
  }
  const start = after === undefined ? 0 : position(list, after, 1);
  return { start, end: Math.min(start + size, list.records.length) };
}

/** Where a page that a cursor leads to begins; a record that left the list since leaves its place behind. */
function position<T>(list: PagedList<T>, cursor: string, behind: 0 | 1): number {
  const [, place, key] = /^(\d+) (.*)$/s.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (place === undefined || key === undefined) {
    throw invalidPagination('InvalidPaginationParameter', 'Invalid cursor', 'page[after] is not valid');
  }
  const index = list.records.findIndex((record) => list.keyOf(record) === key);
  return index === -1 ? Math.min(Number(place), list.records.length) : index + behind;
}

function encodeCursor(key: string, place: number): string {
  return Buffer.from(`${place} ${key}`, 'utf8').toString('base64url');
}

function pageSize(text: string | undefined, endpoint: string, name: string): number {
  if (text === undefined) return MAX_PAGE_SIZE;
  return Math.min(MAX_PAGE_SIZE, wholeNumber(text, endpoint, name));
}

function wholeNumber(text: string, endpoint: string, name: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1)
    throw invalidAttribute(name, 'must be an integer', endpoint);
  return Number(text);
}

function withQuery(request: FastifyRequest, changes: Readonly<Record<string, string | null>>): string {
  const url = new URL(`${request.baseUrl}${request.url}`);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  url.pathname = `${url.pathname}.json`;
  return url.href;
}
