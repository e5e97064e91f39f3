import {
  type CloudEvent,
  derivedEventId,
  type Gate as GateMessage,
  type Requester as RequesterMessage,
  type SyncHeld,
  type SyncRequested,
  ticketKey,
  topicName,
} from '@parley/contracts';
import { encodeEvent, type OutgoingMessage } from '@parley/event-log';
import { type Conversation, type Gate, type Requester, requesterKey, type Since } from '@parley/sync-policy';
import type { MovedBy, Telling } from './tellings';

const SOURCE = '/parley/trigger-evaluator';

/** The message that tells others a decision. Its id comes from what it says: saying it again is a duplicate. */
export function translateTelling(telling: Telling, prefix: string): OutgoingMessage {
  const { conversation, decision, movedBy } = telling;
  const event =
    decision.kind === 'asked' ? syncRequested({ ...telling, decision }) : syncHeld({ ...telling, decision });
  const hop = movedBy?.traceparent === undefined ? {} : { traceparent: movedBy.traceparent };
  return encodeEvent(topicName(prefix, 'syncRequests'), conversation.contactId, event, hop);
}

function syncRequested({ conversation, decision, movedBy }: Telling<'asked'>): SyncRequested {
  const { organizationId, ticket, version } = decision;
  const key = ticketKey(organizationId, conversation.id, ticket.ownOf);
  const requester = requesterMessage(ticket.requester);
  const type = 'parley.sync.requested.v1';
  const through = `${ticket.through.epoch}/${ticket.through.offset}`;
  return {
    ...envelope(conversation, movedBy),
    type,
    id: derivedEventId(type, key, version, through, requester.key, String(ticket.frozen)),
    data: {
      version,
      ticketKey: key,
      organizationId,
      conversationId: conversation.id,
      accountId: conversation.accountId,
      contactId: conversation.contactId,
      mode: ticket.mode,
      trigger: ticket.completedBy.cause,
      firedAt: ticket.firedAt,
      throughPosition: ticket.through,
      requester,
      frozen: ticket.frozen,
    },
  };
}

function syncHeld({ conversation, decision, movedBy }: Telling<'gates-told'>): SyncHeld {
  const { organizationId, gates, picture, version } = decision;
  const type = 'parley.sync.held.v1';
  return {
    ...envelope(conversation, movedBy),
    type,
    id: derivedEventId(type, conversation.id, conversation.contactId, version, picture),
    data: {
      version,
      conversationId: conversation.id,
      contactId: conversation.contactId,
      accountId: conversation.accountId,
      ...(organizationId === undefined ? {} : { organizationId }),
      gates: gates.map(gateMessage),
    },
  };
}

function envelope(
  conversation: Conversation,
  movedBy: MovedBy | undefined,
): Omit<CloudEvent, 'id' | 'type' | 'data'> {
  const { traceparent, tracestate } = movedBy?.event ?? {};
  return {
    specversion: '1.0',
    source: SOURCE,
    subject: conversation.id,
    partitionkey: conversation.contactId,
    datacontenttype: 'application/json',
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(tracestate === undefined ? {} : { tracestate }),
  };
}

function gateMessage(gate: Gate): GateMessage {
  const { gate: name, mode, open, since } = gate;
  return {
    gate: name,
    ...(mode === undefined ? {} : { mode }),
    open,
    ...(gate.open ? {} : { reason: gate.reason }),
    since: timeOf(since),
    cause: since.cause,
  };
}

// Most gates stand as they do for everybody, since the same moment: its text is made once.
const times = new WeakMap<Since, string>();

function timeOf(since: Since): string {
  let text = times.get(since);
  if (text === undefined) {
    text = new Date(since.at).toISOString();
    times.set(since, text);
  }
  return text;
}

function requesterMessage(requester: Requester): RequesterMessage {
  const key = requesterKey(requester);
  switch (requester.kind) {
    case 'linked':
      return { key, kind: 'linked', zendeskUserId: requester.zendeskUserId };
    case 'email':
      return { key, kind: 'email', email: requester.email, name: requester.name };
    case 'nameless':
      return { key, kind: 'nameless', name: requester.name };
  }
}
