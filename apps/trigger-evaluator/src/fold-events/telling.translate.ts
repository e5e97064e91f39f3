import {
  type CloudEvent,
  derivedEventId,
  type Gate as GateMessage,
  type SyncDecided,
  type SyncHeld,
  type SyncRequested,
  ticketKey,
  topicName,
} from '@parley/contracts';
import { encodeEvent, type OutgoingMessage } from '@parley/event-log';
import { type Conversation, type Gate, type Since } from '@parley/sync-policy';
import { recordedDecision, requesterMessage } from './recorded-decision.translate';
import type { MovedBy, Telling } from './tellings';

const SOURCE = '/parley/trigger-evaluator';

/** The message that tells others a decision. Its id comes from what it says: saying it again is a duplicate. */
export function translateTelling(telling: Telling, prefix: string): OutgoingMessage {
  const { conversation, movedBy } = telling;
  const event = eventOf(telling);
  const hop = movedBy?.traceparent === undefined ? {} : { traceparent: movedBy.traceparent };
  return encodeEvent(topicName(prefix, 'syncRequests'), conversation.contactId, event, hop);
}

function eventOf(telling: Telling): SyncRequested | SyncHeld | SyncDecided {
  const { decision } = telling;
  switch (decision.kind) {
    case 'asked':
      return syncRequested({ ...telling, decision });
    case 'gates-told':
      return syncHeld({ ...telling, decision });
    case 'noted':
      return syncDecided({ ...telling, decision });
  }
}

function syncRequested({ conversation, decision, movedBy, decided }: Telling<'asked'>): SyncRequested {
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
      // Most targets are as far as their conversation, so that nothing has to be said.
      ...(ticket.through.offset === conversation.latest.offset ? {} : { after: conversation.latest }),
      ...recordOf(decided),
    },
  };
}

function syncHeld({ conversation, decision, movedBy, decided }: Telling<'gates-told'>): SyncHeld {
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
      after: conversation.latest,
      ...recordOf(decided),
    },
  };
}

function syncDecided({ conversation, decision, movedBy, decided }: Telling<'noted'>): SyncDecided {
  const type = 'parley.sync.decided.v1';
  const { version } = decision;
  return {
    ...envelope(conversation, movedBy),
    type,
    id: derivedEventId(type, conversation.id, conversation.contactId, version),
    data: {
      version,
      conversationId: conversation.id,
      contactId: conversation.contactId,
      accountId: conversation.accountId,
      after: conversation.latest,
      ...recordOf(decided),
    },
  };
}

function recordOf(decided: Telling['decided']): Pick<SyncDecided['data'], 'decided'> {
  return decided.length === 0 ? {} : { decided: decided.map(recordedDecision) };
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
