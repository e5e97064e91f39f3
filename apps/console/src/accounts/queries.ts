import type {
  ClosedConversations,
  DirectoryAccountView,
  HeldConversations,
  LinkedAccountView,
} from '@parley/contracts';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../api/client';
import { readEveryPage } from '../api/every-page';
import { organizationPath } from '../organizations/queries';

/** A linked account as the gateway shows it. */
export type LinkedAccount = LinkedAccountView & {
  readonly includeClosedSince: string | null;
  /** Whether the platform has told of this account, and not deleted it (G1). */
  readonly known: boolean;
};

/** An account with what its switch holds back, and what a date would bring along (T11). */
export type AccountBeforeOpening = LinkedAccount & {
  readonly heldConversations?: HeldConversations;
  readonly closedConversations?: ClosedConversations;
};

/** Where a linked account is. */
export function accountPath(organizationId: string, accountId: string): string {
  return `${organizationPath(organizationId)}/accounts/${encodeURIComponent(accountId)}`;
}

/** The accounts of an organization. */
export function linkedAccountsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['organizations', organizationId, 'accounts'],
    queryFn: ({ signal }) =>
      readEveryPage<LinkedAccount>(`${organizationPath(organizationId)}/accounts`, {}, signal),
    meta: { live: [{ kind: 'organization', id: organizationId }] },
  });
}

/** One account with what waits behind its switch and, with a date, what was closed since then (T11). */
export function accountBeforeOpeningQuery(organizationId: string, accountId: string, since?: string) {
  return queryOptions({
    queryKey: ['organizations', organizationId, 'accounts', accountId, since ?? 'none'],
    queryFn: ({ signal }) =>
      read<AccountBeforeOpening>(
        accountPath(organizationId, accountId),
        { held: true, includeClosedSince: since },
        signal,
      ),
    // Numbers that somebody decides by are counted at that moment.
    staleTime: 0,
  });
}

/** The accounts of the platform, with the organization each is linked to. */
export const directoryAccountsQuery = queryOptions({
  queryKey: ['directory', 'accounts'],
  queryFn: ({ signal }) => readEveryPage<DirectoryAccountView>('/v1/directory/accounts', {}, signal),
  meta: { live: [{ kind: 'organization' }] },
});
