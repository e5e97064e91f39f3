import type { ConnectionTestView, OrganizationView, VerificationView } from '@parley/contracts';
import { queryOptions } from '@tanstack/react-query';
import { change, read } from '../api/client';

/** How often the steps are looked at anew, in ms: somebody is waiting for the next one to turn green. */
const EVERY_MS = 3_000;

/** The guide's four steps for a conversation; without one, for the one heard of last (A7). */
export function verificationQuery(organizationId: string, conversationId: string | undefined) {
  return queryOptions({
    queryKey: ['verification', organizationId, conversationId ?? null],
    queryFn: ({ signal }) =>
      read<VerificationView>(`${pathOf(organizationId)}/verification`, { conversationId }, signal),
    refetchInterval: EVERY_MS,
  });
}

/** The organization that is verified. */
export function organizationQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['organizations', organizationId],
    queryFn: ({ signal }) => read<OrganizationView>(pathOf(organizationId), {}, signal),
  });
}

/** Looks whether Zendesk lets Parley in; with `sampleTicket`, whether a ticket can be written and closed there. */
export function testConnection(
  organizationId: string,
  test: { readonly sampleTicket: boolean; readonly requestKey: string },
): Promise<ConnectionTestView> {
  return change('POST', `${pathOf(organizationId)}/connection-test`, test);
}

function pathOf(organizationId: string): string {
  return `/v1/organizations/${encodeURIComponent(organizationId)}`;
}
