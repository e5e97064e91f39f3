import { customerKey, derivedEventId, topicName, type CustomerEvent } from '@parley/contracts';
import { encodeEvent, type OutgoingMessage } from '@parley/event-log';
import type { Answer, RequesterId } from './requester';

const SOURCE = '/parley/customer-service';

/** What an answer says to ticket-writer and the read model. */
export function answerEvent(
  { organizationId, requesterKey }: RequesterId,
  answer: Answer,
  version: number,
  at: Date,
  traceparent: string | undefined,
): CustomerEvent {
  const type = answer.state === 'resolved' ? 'parley.customer.resolved.v1' : 'parley.customer.blocked.v1';
  const envelope = {
    specversion: '1.0',
    id: derivedEventId(type, organizationId, requesterKey, version),
    source: SOURCE,
    time: at.toISOString(),
    ...(traceparent === undefined ? {} : { traceparent }),
  } as const;
  const who = { version, organizationId, requesterKey };
  if (answer.state === 'resolved') {
    return {
      ...envelope,
      type: 'parley.customer.resolved.v1',
      data: { ...who, zendeskUserId: answer.zendeskUserId },
    };
  }
  const user = answer.zendeskUserId === undefined ? {} : { zendeskUserId: answer.zendeskUserId };
  const candidates = answer.reason === 'customer-ambiguous' ? { candidates: answer.candidates } : {};
  return {
    ...envelope,
    type: 'parley.customer.blocked.v1',
    data: { ...who, ...user, reason: answer.reason, ...candidates },
  };
}

/** The message that carries it: keyed by organization and requester, since it is joined on those and never on the contact. */
export function answerMessage(prefix: string, event: CustomerEvent): OutgoingMessage {
  const { organizationId, requesterKey } = event.data;
  return encodeEvent(topicName(prefix, 'customerEvents'), customerKey(organizationId, requesterKey), event);
}

/** True when two answers say the same. */
export function sameAnswer(a: Answer | undefined, b: Answer): boolean {
  if (a === undefined || a.state !== b.state || a.zendeskUserId !== b.zendeskUserId) return false;
  if (a.state === 'resolved' || b.state === 'resolved') return true;
  if (a.reason !== 'customer-ambiguous' || b.reason !== 'customer-ambiguous') return a.reason === b.reason;
  return a.candidates.join() === b.candidates.join();
}
