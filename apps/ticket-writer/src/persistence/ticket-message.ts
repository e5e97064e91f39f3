import { topicName, type TicketEvent } from '@parley/contracts';
import { encodeEvent, type OutgoingMessage } from '@parley/event-log';

/** A ticket event as the record that carries it, keyed by its contact. */
export function ticketMessage(prefix: string, event: TicketEvent): OutgoingMessage {
  const hop = event.traceparent === undefined ? {} : { traceparent: event.traceparent };
  return encodeEvent(topicName(prefix, 'ticketEvents'), event.data.contactId, event, hop);
}
