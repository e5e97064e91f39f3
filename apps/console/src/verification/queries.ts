import type { ConnectionTestView, VerificationView } from '@parley/contracts';
import { queryOptions } from '@tanstack/react-query';
import { change, read } from '../api/client';
import { organizationPath } from '../organizations/queries';

/** How often the steps are looked at anew, in ms: somebody is waiting for the next one to turn green. */
const EVERY_MS = 3_000;

/** The guide's four steps for a conversation; without one, for the one heard of last (A7). */
export function verificationQuery(organizationId: string, conversationId: string | undefined) {
  return queryOptions({
    queryKey: ['verification', organizationId, conversationId ?? null],
    queryFn: ({ signal }) =>
      read<VerificationView>(`${organizationPath(organizationId)}/verification`, { conversationId }, signal),
    refetchInterval: EVERY_MS,
  });
}

/** Looks whether Zendesk lets Parley in; with `sampleTicket`, whether a ticket can be written and closed there. */
export function testConnection(
  organizationId: string,
  test: { readonly sampleTicket: boolean; readonly requestKey: string },
): Promise<ConnectionTestView> {
  return change('POST', `${organizationPath(organizationId)}/connection-test`, test);
}
