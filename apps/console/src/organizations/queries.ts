import type { AlertView, BudgetView, OrganizationView } from '@parley/contracts';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../api/client';
import { readEveryPage } from '../api/every-page';

/** How often a gauge that is looked at is asked for anew, in ms. */
const GAUGE_MS = 5_000;

/** An organization with what an administrator should look at (A5). */
export type Organization = OrganizationView & {
  readonly warnings: readonly { readonly code: string; readonly detail: string }[];
};

/** Where an organization is. */
export function organizationPath(id: string): string {
  return `/v1/organizations/${encodeURIComponent(id)}`;
}

/** All organizations, oldest first. */
export const organizationsQuery = queryOptions({
  queryKey: ['organizations'],
  queryFn: ({ signal }) => readEveryPage<Organization>('/v1/organizations', {}, signal),
  meta: { live: [{ kind: 'organization' }] },
});

/** One organization. */
export function organizationQuery(id: string) {
  return queryOptions({
    queryKey: ['organizations', id],
    queryFn: ({ signal }) => read<Organization>(organizationPath(id), {}, signal),
    meta: { live: [{ kind: 'organization', id }] },
  });
}

/** How much of Zendesk's limits is used, and how many tickets wait. */
export function budgetQuery(id: string) {
  return queryOptions({
    queryKey: ['organizations', id, 'budget'],
    queryFn: ({ signal }) => read<BudgetView>(`${organizationPath(id)}/budget`, {}, signal),
    refetchInterval: GAUGE_MS,
  });
}

/** Alerts that stand, of all organizations or of one. */
export function openAlertsQuery(organizationId?: string) {
  return queryOptions({
    queryKey: ['alerts', 'open', organizationId ?? 'all'],
    queryFn: ({ signal }) =>
      readEveryPage<AlertView>('/v1/alerts', { state: 'open', organizationId }, signal),
    meta: { live: [{ kind: 'alert', organizationId }] },
  });
}
