import type { EventRef, OverviewView, Page, ParkedTicketView } from '@parley/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { change, read } from '../api/client';
import { readEveryPage } from '../api/every-page';
import { type ParkedFilters, parkedQueryOf } from './filters';

const PAGE_SIZE = 50;

/** What waits for a person, longest waiting first. */
export function parkedQuery(filters: ParkedFilters) {
  return infiniteQueryOptions({
    queryKey: ['parked', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      read<Page<ParkedTicketView>>(
        '/v1/parked',
        { ...parkedQueryOf(filters, Date.now()), cursor: pageParam, limit: PAGE_SIZE },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    meta: { live: [{ kind: 'parked', organizationId: filters.organizationId }] },
  });
}

/** How many wait, by organization and reason. */
export const parkedCountsQuery = queryOptions({
  queryKey: ['parked', 'counts'],
  queryFn: async ({ signal }) => (await read<OverviewView>('/v1/overview', {}, signal)).parked,
  meta: { live: [{ kind: 'parked' }] },
});

/** What was ordered to be tried again together, and when. */
export interface RetriedTogether {
  readonly organizationId?: string | undefined;
  readonly reason: string;
  /** RFC 3339. */
  readonly at: string;
}

/** Which of those that were ordered together still wait, as they did before. */
export function stillWaitingQuery({ organizationId, reason, at }: RetriedTogether) {
  return queryOptions({
    queryKey: ['parked', 'still-waiting', organizationId ?? 'all', reason, at],
    queryFn: async ({ signal }) => {
      const query = { organizationId, reason, parkedBefore: at };
      return (await readEveryPage<ParkedTicketView>('/v1/parked', query, signal)).length;
    },
    meta: { live: [{ kind: 'parked', organizationId }] },
  });
}

/** What waits for the choice of a customer for one conversation; undefined where nothing does. */
export function choiceQuery(organizationId: string, conversationId: string) {
  return queryOptions({
    queryKey: ['parked', 'choice', organizationId, conversationId],
    queryFn: async ({ signal }) => {
      const query = { organizationId, reason: 'customer-ambiguous' };
      const waiting = await readEveryPage<ParkedTicketView>('/v1/parked', query, signal);
      return waiting.find((one) => one.conversationId === conversationId) ?? null;
    },
    meta: { live: [{ kind: 'parked', id: conversationId }] },
  });
}

/** What to try again: these, or all that a filter names. */
export type Retry =
  | { readonly ids: readonly string[] }
  | { readonly filter: { organizationId?: string; reason?: string; parkedBefore?: string } };

/** Orders another try; gives how many were ordered. */
export async function orderRetry(retry: Retry): Promise<number> {
  return (await change<{ readonly ordered: number }>('POST', '/v1/parked/retry', retry)).ordered;
}

/** Orders that what a ticket is parked on is skipped. */
export function orderIgnore(id: string, note: string): Promise<{ readonly command: EventRef }> {
  return change('POST', `/v1/parked/${encodeURIComponent(id)}/ignore`, { note });
}

/** Orders that this user is the customer. */
export function orderChoice(id: string, zendeskUserId: number): Promise<{ readonly command: EventRef }> {
  return change('POST', `/v1/parked/${encodeURIComponent(id)}/choose`, { zendeskUserId });
}
