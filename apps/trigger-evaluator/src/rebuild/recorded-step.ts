import {
  type RecordedDecision,
  type Requester as RequesterMessage,
  type SyncEvent,
  ticketKey,
} from '@parley/contracts';
import { ParleyError } from '@parley/platform';
import {
  comparePositions,
  type Conversation,
  type Decision,
  GATE_NAMES,
  pictureOfGates,
  type Position,
  REASONS,
  type Requester,
  type Ticket,
  type ToldGate,
} from '@parley/sync-policy';

/** Thrown when the record says that a ticket was asked for, and not that it fired: a part of the record is missing. */
export class RecordGapError extends ParleyError {
  readonly code = 'record-gap';
  readonly retryable = false;
}

/** One step of the record of decisions: what changes in a conversation once its events up to `after` are folded. */
export interface RecordedStep {
  readonly conversationId: string;
  readonly contactId: string;
  /** Steps of one conversation are taken in the order of version and place. */
  readonly version: number;
  readonly place: number;
  readonly after: Position;
  readonly what: RecordedDecision | ToldStep;
}

/** What a message tells beside the decisions that it carries. */
export type ToldStep =
  | {
      readonly kind: 'asked';
      readonly organizationId: string;
      readonly ticketKey: string;
      readonly through: Position;
      readonly version: number;
    }
  | {
      readonly kind: 'gates-told';
      readonly organizationId?: string;
      readonly picture: string;
      readonly version: number;
    }
  | { readonly kind: 'noted'; readonly version: number };

/** Before everything there is in any log. */
const AT_ONCE: Position = { epoch: 0, partition: 0, offset: -1 };

/** What a message says was decided, in order: the decisions it carries, then what it tells itself. */
export function stepsOf(event: SyncEvent): readonly RecordedStep[] {
  const { conversationId, contactId, version, decided = [] } = event.data;
  const steps = [
    ...decided.map((what) => ({ after: what.after, what })),
    { after: ownPlace(event), what: toldBy(event) },
  ];
  return steps.map((step, place) => ({ conversationId, contactId, version, place, ...step }));
}

function ownPlace({ type, data }: SyncEvent): Position {
  if (data.after !== undefined) return data.after;
  return type === 'parley.sync.requested.v1' ? data.throughPosition : AT_ONCE;
}

function toldBy({ type, data }: SyncEvent): ToldStep {
  const { version } = data;
  switch (type) {
    case 'parley.sync.requested.v1': {
      const { organizationId, ticketKey: key, throughPosition: through } = data;
      return { kind: 'asked', organizationId, ticketKey: key, through, version };
    }
    case 'parley.sync.held.v1': {
      const { organizationId, gates } = data;
      const picture = pictureOfGates(organizationId, gates.flatMap(toldGate));
      return {
        kind: 'gates-told',
        ...(organizationId === undefined ? {} : { organizationId }),
        picture,
        version,
      };
    }
    case 'parley.sync.decided.v1':
      return { kind: 'noted', version };
  }
}

/** Gates that other services add are none of the evaluator's picture. */
function toldGate(told: {
  readonly gate: string;
  readonly mode?: 'A' | 'B';
  readonly reason?: string;
}): ToldGate[] {
  const gate = GATE_NAMES.find((name) => name === told.gate);
  if (gate === undefined) return [];
  return [{ gate, mode: told.mode, reason: REASONS.find((reason) => reason === told.reason) }];
}

/**
 * A step in the policy's words, for the conversation as it stands then.
 *
 * @throws RecordGapError when it is about a ticket that never fired on record
 */
export function decisionsOf(conversation: Conversation, what: RecordedStep['what']): readonly Decision[] {
  switch (what.kind) {
    case 'fired':
      return [
        { kind: 'fired', organizationId: what.organizationId, ticket: firedTicket(conversation, what) },
      ];
    case 'extended': {
      const { organizationId, ownOf, throughPosition: through } = what;
      return [{ kind: 'extended', organizationId, ownOf, through }];
    }
    case 'advanced':
      return [{ kind: 'advanced', organizationId: what.organizationId, through: what.throughPosition }];
    case 'frozen':
      return [{ kind: 'frozen', organizationId: what.organizationId }];
    case 'readdressed': {
      const requester = requesterOf(conversation, what.requester);
      return [{ kind: 'readdressed', organizationId: what.organizationId, requester }];
    }
    case 'asked':
      return askedFor(conversation, what);
    case 'gates-told':
      // What the gates were is told, not remembered; how they looked is.
      return [{ ...what, organizationId: what.organizationId, gates: [] }];
    case 'noted':
      return [what];
  }
}

type Fired = Extract<RecordedDecision, { readonly kind: 'fired' }>;

function firedTicket(conversation: Conversation, fired: Fired): Ticket {
  const { mode, trigger, triggerAt, triggerPosition, firedAt, throughPosition, frozen, ownOf } = fired;
  return {
    mode,
    completedBy: { position: triggerPosition, at: triggerAt, cause: trigger },
    firedAt,
    requester: requesterOf(conversation, fired.requester),
    frozen,
    ownOf,
    through: throughPosition,
    asked: false,
    due: true,
  };
}

/** A target that is further than the ticket says by itself that the ticket went on. */
function askedFor(
  conversation: Conversation,
  { organizationId, ticketKey: key, through, version }: ToldStep & { readonly kind: 'asked' },
): readonly Decision[] {
  const tickets = conversation.tickets.get(organizationId) ?? [];
  const ticket = tickets.find(({ ownOf }) => ticketKey(organizationId, conversation.id, ownOf) === key);
  if (ticket === undefined) throw new RecordGapError('A ticket was asked for that never fired on record');
  const asked: Decision = { kind: 'asked', organizationId, ticket, version };
  return comparePositions(through, ticket.through) > 0
    ? [{ kind: 'advanced', organizationId, through }, asked]
    : [asked];
}

function requesterOf({ contactId }: Conversation, message: RequesterMessage): Requester {
  switch (message.kind) {
    case 'linked':
      return { kind: 'linked', zendeskUserId: message.zendeskUserId };
    case 'email':
      return { kind: 'email', email: message.email, name: message.name };
    case 'nameless':
      return { kind: 'nameless', contactId, name: message.name };
  }
}
