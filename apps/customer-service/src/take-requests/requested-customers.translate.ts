import type { Requester, SyncEvent } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import type { Wanted } from '../resolve-customer/requester';
import type { RequestedCustomer } from '../resolve-customer/requester-store.port';

/** The requesters that a batch of decisions names, in log order. What is held needs no customer yet. */
export function requestedCustomers(events: readonly DecodedEvent<SyncEvent>[]): readonly RequestedCustomer[] {
  return events.flatMap(({ event, traceparent = event.traceparent }) => {
    if (event.type !== 'parley.sync.requested.v1') return [];
    const { organizationId, requester, contactId } = event.data;
    return {
      organizationId,
      requesterKey: requester.key,
      wanted: wantedOf(requester, contactId),
      ...(traceparent === undefined ? {} : { traceparent }),
    };
  });
}

/** A user needs a name of at least one character, so the chain of K2 is gone down to its end. */
function wantedOf(requester: Requester, contactId: string): Wanted {
  switch (requester.kind) {
    case 'linked':
      return { kind: 'linked', zendeskUserId: requester.zendeskUserId };
    case 'email':
      return {
        kind: 'email',
        email: requester.email,
        name: requester.name.trim() || localPart(requester.email),
      };
    case 'nameless':
      return { kind: 'nameless', name: requester.name.trim() || `Contact ${contactId}` };
  }
}

function localPart(email: string): string {
  const at = email.lastIndexOf('@');
  return at > 0 ? email.slice(0, at) : email;
}
