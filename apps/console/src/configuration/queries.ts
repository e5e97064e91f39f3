import type {
  ConfigurationVersionDetail,
  DirectoryFieldView,
  DirectoryTeamView,
  OrganizationConfiguration,
  Page,
  TicketOptionsView,
  UserFieldsView,
} from '@parley/contracts';
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { read, readTagged } from '../api/client';
import { readEveryPage } from '../api/every-page';
import { organizationPath, organizationQuery } from '../organizations/queries';

/** How long what is chosen from is taken as it was read, in ms: reading it anew costs calls to Zendesk. */
const OPTIONS_STALE_MS = 300_000;

/** Versions that are shown at a time. */
const VERSIONS_AT_A_TIME = 20;

/** Where a configuration is. */
export function configurationPath(organizationId: string): string {
  return `${organizationPath(organizationId)}/configuration`;
}

/** The present configuration with its ETag. */
export function configurationQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['organizations', organizationId, 'configuration'],
    queryFn: ({ signal }) =>
      readTagged<OrganizationConfiguration>(configurationPath(organizationId), {}, signal),
    meta: { live: [{ kind: 'organization', id: organizationId }] },
  });
}

/** Asks anew for what a saved configuration has made old; what this Zendesk has to choose from is not among it. */
export function askConfigurationAnew(client: QueryClient, organizationId: string): void {
  void client.invalidateQueries({ queryKey: configurationQuery(organizationId).queryKey });
  // Its warnings are about what the configuration names.
  void client.invalidateQueries({ queryKey: organizationQuery(organizationId).queryKey, exact: true });
}

/** Who changed the configuration when, newest first (A6). */
export function versionsQuery(organizationId: string) {
  return infiniteQueryOptions({
    queryKey: ['organizations', organizationId, 'configuration', 'versions'],
    queryFn: ({ pageParam, signal }) =>
      read<Page<ConfigurationVersionDetail>>(
        `${configurationPath(organizationId)}/versions`,
        { limit: VERSIONS_AT_A_TIME, cursor: pageParam },
        signal,
      ),
    meta: { live: [{ kind: 'organization', id: organizationId }] },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

/** The properties of users that this Zendesk has (C1). */
export function userFieldsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['organizations', organizationId, 'user-fields'],
    queryFn: ({ signal }) =>
      read<UserFieldsView>(`${organizationPath(organizationId)}/user-fields`, {}, signal),
    staleTime: OPTIONS_STALE_MS,
  });
}

/** Groups, brands, forms and fields of tickets that this Zendesk has, and triggers that may send mails. */
export function ticketOptionsQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['organizations', organizationId, 'ticket-options'],
    queryFn: ({ signal }) =>
      read<TicketOptionsView>(`${organizationPath(organizationId)}/ticket-options`, {}, signal),
    staleTime: OPTIONS_STALE_MS,
  });
}

/** Teams of the platform. */
export const teamsQuery = queryOptions({
  queryKey: ['directory', 'teams'],
  queryFn: ({ signal }) => readEveryPage<DirectoryTeamView>('/v1/directory/teams', {}, signal),
});

/** Custom fields of the platform. */
export const fieldsQuery = queryOptions({
  queryKey: ['directory', 'fields'],
  queryFn: ({ signal }) => readEveryPage<DirectoryFieldView>('/v1/directory/fields', {}, signal),
});
