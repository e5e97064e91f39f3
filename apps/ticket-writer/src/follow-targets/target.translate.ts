import type { SyncEvent } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import type { Target } from '../intake/intake';

/** The targets among decisions; what is held asks for nothing. */
export function targetsOf(events: readonly DecodedEvent<SyncEvent>[]): readonly Target[] {
  return events.flatMap(({ event, record, traceparent }) => {
    if (event.type !== 'parley.sync.requested.v1') return [];
    const { data } = event;
    return [
      {
        ticketKey: data.ticketKey,
        organizationId: data.organizationId,
        conversationId: data.conversationId,
        accountId: data.accountId,
        contactId: data.contactId,
        mode: data.mode,
        frozen: data.frozen,
        firedAt: data.firedAt,
        through: data.throughPosition,
        requesterKey: data.requester.key,
        version: data.version,
        requestedAtMs: record.timestamp,
        ...(data.requester.kind === 'email' ? { requesterEmail: data.requester.email } : {}),
        ...(traceparent === undefined ? {} : { traceparent }),
      },
    ];
  });
}
