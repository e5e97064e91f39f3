import type { ConversationSummary } from '@parley/contracts';
import type { InfiniteData } from '@tanstack/react-query';
import type { ConversationsPageOf } from './queries';

/** The list as far as it was read. */
export type Pages = InfiniteData<ConversationsPageOf, string | undefined>;

/** Every conversation that was read, each once: one that moved up between two pages is where it was read first. */
export function rowsOf(pages: readonly ConversationsPageOf[]): readonly ConversationSummary[] {
  const seen = new Set<string>();
  return pages.flatMap(({ items }) => items.filter(({ id }) => !seen.has(id) && seen.add(id)));
}

/** Which pages show one of these conversations. */
export function pagesWith(
  pages: readonly ConversationsPageOf[],
  ids: ReadonlySet<string>,
): readonly number[] {
  return pages.flatMap(({ items }, index) => (items.some(({ id }) => ids.has(id)) ? [index] : []));
}

/** The list with one page read anew, from the same place. */
export function withPage(data: Pages, index: number, page: ConversationsPageOf): Pages {
  return { ...data, pages: data.pages.map((old, at) => (at === index ? page : old)) };
}

/**
 * The list with its beginning read anew. What the fresh page pushed out below stays, so that nothing is missing before the second
 * page; what stands above the fresh page's last and is not in it is no longer in the list. Where the fresh page and the old one have
 * nothing in common, what lies between is not known: the list begins again with the fresh page.
 */
export function withHead(data: Pages, fresh: ConversationsPageOf): Pages {
  const [old, ...rest] = data.pages;
  const last = fresh.items.at(-1);
  if (old === undefined || last === undefined || fresh.nextCursor === null)
    return { pages: [fresh], pageParams: [undefined] };
  const known = new Set(old.items.map(({ id }) => id));
  const common = fresh.items.some(({ id }) => known.has(id));
  if (!common) return { pages: [fresh], pageParams: [undefined] };
  const inFresh = new Set(fresh.items.map(({ id }) => id));
  const pushedOut = old.items.filter((item) => !inFresh.has(item.id) && isBelow(item, last));
  const head = { items: [...fresh.items, ...pushedOut], nextCursor: rest.length > 0 ? old.nextCursor : null };
  // The cursor of the last page read leads on; a head that is alone goes on from its own last.
  const only = pushedOut.length === 0 ? fresh.nextCursor : old.nextCursor;
  return { ...data, pages: [rest.length > 0 ? head : { ...head, nextCursor: only }, ...rest] };
}

/** Newest activity first, then by id: times are RFC 3339 in UTC with milliseconds, so they sort as text. */
function isBelow(item: ConversationSummary, last: ConversationSummary): boolean {
  return item.lastEventAt === last.lastEventAt ? item.id < last.id : item.lastEventAt < last.lastEventAt;
}
