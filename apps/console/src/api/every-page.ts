import type { Page } from '@parley/contracts';
import { type Query, read } from './client';

/** Most items that a page of a list has. */
const PAGE_SIZE = 200;

/** Reads a list whole, page after page: for lists that are chosen from. Throws {@link Problem}. */
export async function readEveryPage<Item>(
  path: string,
  query: Query = {},
  signal?: AbortSignal,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read<Page<Item>>(path, { ...query, limit: PAGE_SIZE, cursor }, signal);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
