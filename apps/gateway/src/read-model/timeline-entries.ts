import { PARLEY_NAMESPACE, uuidV5 } from '@parley/contracts';
import type {
  Command,
  EffectChanged,
  SyncDecided,
  SyncEvent,
  TicketEvent,
  TimelineEntry,
} from '@parley/contracts';

/** An entry of a timeline as it is kept; facts of the log of record are kept apart. */
export interface StoredTimelineEntry {
  /** UUID; entries with the same id are one entry. */
  readonly id: string;
  readonly conversationId: string;
  readonly at: Date;
  readonly kind: TimelineEntry['kind'];
  readonly version: number;
  readonly body: Omit<TimelineEntry, 'at' | 'kind'>;
}

/** The line of a decision of trigger-evaluator. */
export function decisionEntry(event: Exclude<SyncEvent, SyncDecided>, at: Date): StoredTimelineEntry {
  return {
    id: entryId(event),
    conversationId: event.data.conversationId,
    at,
    kind: 'decision',
    version: event.data.version,
    body: event.type === 'parley.sync.requested.v1' ? requestedBody(event) : heldBody(event),
  };
}

function requestedBody(
  event: Extract<SyncEvent, { type: 'parley.sync.requested.v1' }>,
): StoredTimelineEntry['body'] {
  const { mode, trigger, throughPosition, frozen } = event.data;
  const summary = `Mode ${mode}: the ticket shall show the conversation up to offset ${throughPosition.offset}${frozen ? ', then stay as it is' : ''}`;
  return { type: event.type, summary, event: trigger, position: throughPosition };
}

function heldBody(event: Extract<SyncEvent, { type: 'parley.sync.held.v1' }>): StoredTimelineEntry['body'] {
  const shut = event.data.gates.find(({ open }) => !open);
  if (shut === undefined) return { type: event.type, summary: 'Every gate is open' };
  const cause = 'id' in shut.cause ? { event: shut.cause } : {};
  return {
    type: event.type,
    summary: `Held at gate ${shut.gate}`,
    ...(shut.reason === undefined ? {} : { reason: shut.reason }),
    ...cause,
  };
}

/** The line of something that happened to a ticket, or of a call to Zendesk. */
export function ticketEntry(event: TicketEvent, at: Date): StoredTimelineEntry {
  const { conversationId, version } = event.data;
  if (event.type === 'parley.effect.changed.v1') {
    return { id: event.data.effectId, conversationId, at, kind: 'call', version, body: callBody(event) };
  }
  const { reason, throughPosition, zendeskTicketId } = event.data;
  return {
    id: entryId(event),
    conversationId,
    at,
    kind: 'ticket',
    version,
    body: {
      type: event.type,
      summary: `${wordsOf(event)}${zendeskTicketId === undefined ? '' : ` #${zendeskTicketId}`}`,
      ...(reason === undefined ? {} : { reason }),
      ...(throughPosition === undefined ? {} : { position: throughPosition }),
    },
  };
}

/** The line of an order for a parked ticket: who gave it, and why. Undefined for what is no order for a ticket. */
export function orderEntry(event: Command, at: Date): StoredTimelineEntry | undefined {
  if (event.type === 'parley.command.choose-customer.v1' || event.subject === undefined) return undefined;
  const { by, note } = event.data;
  const who = `${by.name ?? by.id}${by.role === undefined ? '' : ` (${by.role})`}`;
  const what = event.type === 'parley.command.retry-parked.v1' ? 'tries it again' : 'lets it go';
  return {
    id: entryId(event),
    conversationId: event.subject,
    at,
    kind: 'ticket',
    version: 0,
    body: {
      type: event.type,
      summary: `${who} ${what}${note === undefined ? '' : `: ${note}`}`,
      event: { source: event.source, id: event.id },
    },
  };
}

function wordsOf(event: Exclude<TicketEvent, EffectChanged>): string {
  if (event.type === 'parley.ticket.updated.v1' && event.data.unchanged === true)
    return 'Nothing to change in ticket';
  return TICKET_WORDS[event.type];
}

const TICKET_WORDS = {
  'parley.ticket.created.v1': 'Ticket created',
  'parley.ticket.updated.v1': 'Ticket updated',
  'parley.ticket.closed.v1': 'Ticket closed',
  'parley.ticket.held.v1': 'Ticket waits for a gate',
  'parley.ticket.parked.v1': 'Ticket parked: a person has to look',
  'parley.ticket.resumed.v1': 'Ticket goes on',
} as const;

function callBody({ type, data }: EffectChanged): StoredTimelineEntry['body'] {
  const { effectId, kind, state, method, path, status, durationMs, requestId, reason, throughPosition } =
    data;
  return {
    type,
    summary: `${method} ${path}: ${state}`,
    position: throughPosition,
    ...(reason === undefined ? {} : { reason }),
    call: {
      effectId,
      effect: kind,
      state,
      method,
      path,
      ...(status === undefined ? {} : { status }),
      ...(durationMs === undefined ? {} : { durationMs }),
      ...(requestId === undefined ? {} : { requestId }),
    },
  };
}

function entryId({ source, id }: { readonly source: string; readonly id: string }): string {
  return uuidV5(PARLEY_NAMESPACE, JSON.stringify(['timeline', source, id]));
}
