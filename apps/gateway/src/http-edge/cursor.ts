import type { Page } from '@parley/contracts';
import { ProblemError } from './problem';

/** Query parameters that every list has, with their defaults filled in. */
export interface PageQuery {
  readonly cursor?: string;
  readonly limit: number;
}

type Key = string | number;

/** An opaque place in a list: the sort keys of the last item that was answered. */
export function encodeCursor(keys: readonly Key[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** The sort keys in a cursor. Throws a problem when no page of this list gave it. */
export function decodeCursor(
  cursor: string,
  types: readonly ('string' | 'number' | 'timestamp' | 'uuid')[],
): readonly Key[] {
  const keys = parse(cursor);
  if (
    Array.isArray(keys) &&
    keys.length === types.length &&
    types.every((type, place) => isKey(keys[place], type))
  ) {
    return keys as Key[];
  }
  throw new ProblemError(
    'invalid-parameters',
    'The cursor is not one that an earlier page of this list gave.',
  );
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function isKey(value: unknown, type: 'string' | 'number' | 'timestamp' | 'uuid'): boolean {
  if (type === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'string' || value.includes('\0')) return false;
  if (type === 'uuid') return UUID.test(value);
  return type === 'string' || !Number.isNaN(Date.parse(value));
}

/** One page of a list that was read with one item more than asked for. */
export function page<Item>(
  items: readonly Item[],
  limit: number,
  keysOf: (item: Item) => readonly Key[],
): Page<Item> {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown,
    nextCursor: items.length > limit && last !== undefined ? encodeCursor(keysOf(last)) : null,
  };
}

/** One page, by id, of a list that is small enough to be read whole. */
export function pageOfAll<Item>(
  items: readonly Item[],
  query: PageQuery,
  idOf: (item: Item) => string,
): Page<Item> {
  const [after] = query.cursor === undefined ? [] : decodeCursor(query.cursor, ['string']);
  const rest = after === undefined ? [...items] : items.filter((item) => idOf(item) > String(after));
  rest.sort((left, right) => (idOf(left) < idOf(right) ? -1 : 1));
  return page(rest, query.limit, (item) => [idOf(item)]);
}
