import { derivedEventId, ticketKey } from '@parley/contracts';
import type {
  CustomerEvent,
  Gate,
  GateReason,
  IgnoreParked,
  Position,
  RetryParked,
  SyncHeld,
  SyncRequested,
  TicketEvent,
} from '@parley/contracts';

export const ORGANIZATION = '5f0c0f0a-9d0e-5b7c-8a57-3f1f5f5d9b12';
export const CONVERSATION = 'conv-1';
const SINCE = '2026-11-21T11:00:00.000Z';
const CAUSE = { source: '/platforms/test', id: 'conv-1-e1' };

/** Position in the log of record of the conversation's partition. */
export function at(offset: number): Position {
  return { epoch: 0, partition: 0, offset };
}

function envelope(type: string, version: number, kind: string) {
  return { specversion: '1.0', id: derivedEventId(type, kind, version), source: '/parley/test' } as const;
}

const TICKET_KEY = ticketKey(ORGANIZATION, CONVERSATION);
const facts = { organizationId: ORGANIZATION, conversationId: CONVERSATION, contactId: 'contact-1' };

/** trigger-evaluator holds the conversation at its trigger. */
export function held(version: number, reason: GateReason = 'not-associated'): SyncHeld {
  const gates: Gate[] = [
    { gate: 'account-known', open: true, since: SINCE, cause: CAUSE },
    { gate: 'trigger', mode: 'A', open: false, reason, since: SINCE, cause: CAUSE },
  ];
  const type = 'parley.sync.held.v1';
  return {
    ...envelope(type, version, reason),
    type,
    data: { ...facts, version, accountId: 'acc-whatsapp-1', gates },
  };
}

/** trigger-evaluator lets the conversation through up to an offset. */
export function requested(
  version: number,
  through: number,
  change: Partial<SyncRequested['data']> = {},
): SyncRequested {
  const type = 'parley.sync.requested.v1';
  const data: SyncRequested['data'] = {
    ...facts,
    version,
    accountId: 'acc-whatsapp-1',
    ticketKey: TICKET_KEY,
    mode: 'A',
    trigger: CAUSE,
    firedAt: at(0),
    throughPosition: at(through),
    requester: { key: 'user:42', kind: 'linked', zendeskUserId: 42 },
    frozen: false,
    ...change,
  };
  return { ...envelope(type, version, 'requested'), type, data };
}

type Written = 'created' | 'updated' | 'closed';

/** ticket-writer wrote the ticket up to an offset. */
export function ticket(kind: Written, version: number, through: number, generation = 0): TicketEvent {
  const type = `parley.ticket.${kind}.v1` as const;
  const data = {
    ...facts,
    version,
    ticketKey: TICKET_KEY,
    generation,
    zendeskTicketId: 35 + generation,
    ...(kind === 'closed' ? {} : { status: 'open' as const }),
    throughPosition: at(through),
  };
  return { ...envelope(type, version, kind), type, data };
}

/** Something stops the ticket, or it goes on. */
export function lane(
  kind: 'held' | 'parked' | 'resumed',
  version: number,
  reason = 'ticket-deleted',
): TicketEvent {
  const type = `parley.ticket.${kind}.v1` as const;
  const effectId = derivedEventId('effect', 1);
  const data = { ...facts, version, ticketKey: TICKET_KEY, generation: 0, reason, effectId };
  return { ...envelope(type, version, kind), type, data };
}

/** A call to Zendesk changed its state. */
export function effect(version: number, state: 'in-flight' | 'done'): TicketEvent {
  const type = 'parley.effect.changed.v1';
  const effectId = derivedEventId('effect', 1);
  const call = {
    kind: 'create',
    state,
    method: 'POST' as const,
    path: '/api/v2/tickets',
    fromPosition: at(0),
    throughPosition: at(3),
  };
  const answer = state === 'done' ? { status: 201, durationMs: 12, requestId: 'req-1' } : {};
  return {
    ...envelope(type, version, state),
    type,
    data: { ...facts, version, ticketKey: TICKET_KEY, effectId, ...call, ...answer },
  };
}

/** customer-service found, or could not use, the requester. */
export function customer(
  version: number,
  reason?: 'customer-suspended' | 'customer-not-found' | 'customer-ambiguous',
  candidates?: readonly number[],
): CustomerEvent {
  const data = { version, organizationId: ORGANIZATION, requesterKey: 'user:42' };
  if (reason === undefined) {
    const type = 'parley.customer.resolved.v1';
    return { ...envelope(type, version, 'resolved'), type, data: { ...data, zendeskUserId: 42 } };
  }
  const type = 'parley.customer.blocked.v1';
  return {
    ...envelope(type, version, reason),
    type,
    data: { ...data, reason, ...(candidates === undefined ? {} : { candidates }) },
  };
}

const ORDER = {
  contactId: 'contact-1',
  by: { id: 'grace', name: 'Grace Hopper', role: 'operator' },
  at: SINCE,
  organizationId: ORGANIZATION,
  ticketKey: TICKET_KEY,
} as const;

/** Somebody orders a retry. */
export const retryOrder: RetryParked = {
  ...envelope('parley.command.retry-parked.v1', 1, 'retry'),
  type: 'parley.command.retry-parked.v1',
  subject: CONVERSATION,
  data: ORDER,
};

/** Somebody lets go what the ticket is parked on. */
export const ignoreOrder: IgnoreParked = {
  ...envelope('parley.command.ignore-parked.v1', 1, 'ignore'),
  type: 'parley.command.ignore-parked.v1',
  subject: CONVERSATION,
  data: { ...ORDER, note: 'not needed', effectId: derivedEventId('effect', 1) },
};
