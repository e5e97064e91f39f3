import type { ConversationSummary, ConversationView, DirectoryAccountView, Page } from '@parley/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { read } from '../api/client';
import { readEveryPage } from '../api/every-page';
import type { ConversationFilters } from './filters';

const PAGE_SIZE = 100;

/** A page of the list. */
export type ConversationsPageOf = Page<ConversationSummary>;

/** Reads one page of the list: the first one, or the one that a cursor leads to. */
export function readConversations(
  filters: ConversationFilters,
  cursor: string | undefined,
  signal?: AbortSignal,
): Promise<ConversationsPageOf> {
  return read('/v1/conversations', { ...filters, cursor, limit: PAGE_SIZE }, signal);
}

/** The list, page after page. It is kept up to date page by page (see `useLivePages`), so it names no changes of the stream. */
export function conversationsQuery(filters: ConversationFilters) {
  return infiniteQueryOptions({
    queryKey: ['conversations', 'list', filters],
    queryFn: ({ pageParam, signal }) => readConversations(filters, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: Infinity,
    gcTime: 60_000,
  });
}

/** A conversation with a page of its timeline. */
export type Explained = ConversationView & { readonly nextCursor: string | null };

/** One conversation; further pages have earlier entries of its timeline. */
export function conversationQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['conversations', 'one', id],
    queryFn: ({ pageParam, signal }) =>
      read<Explained>(`/v1/conversations/${encodeURIComponent(id)}`, { cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    meta: {
      live: [
        { kind: 'conversation', id },
        { kind: 'parked', id },
      ],
    },
  });
}

/** All accounts of the platform. */
export const directoryAccountsQuery = queryOptions({
  queryKey: ['directory', 'accounts'],
  queryFn: ({ signal }) => readEveryPage<DirectoryAccountView>('/v1/directory/accounts', {}, signal),
  staleTime: 60_000,
});
