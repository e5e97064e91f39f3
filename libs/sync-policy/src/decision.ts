import type { Conversation } from './conversation';
import type { Gate } from './gate';
import type { EventRef, Position } from './moment';
import { settleReplies } from './replies';
import type { Requester } from './requester';
import type { Ticket, Tickets } from './ticket';

/**
 * What was decided about a conversation. The first five change a ticket; `asked` and `gates-told` are told to others, and
 * `noted` to the record alone: a decision that nobody needs to hear of yet is a fact nevertheless (architecture 3b).
 */
export type Decision =
  | { readonly kind: 'fired'; readonly organizationId: string; readonly ticket: Ticket }
  /** T6: a frozen ticket that no gate has let out yet takes in one more message of the contact. */
  | {
      readonly kind: 'extended';
      readonly organizationId: string;
      readonly ownOf: EventRef | undefined;
      readonly through: Position;
    }
  | { readonly kind: 'advanced'; readonly organizationId: string; readonly through: Position }
  | { readonly kind: 'frozen'; readonly organizationId: string }
  | { readonly kind: 'readdressed'; readonly organizationId: string; readonly requester: Requester }
  /** The ticket may and shall show the conversation up to its `through`. */
  | {
      readonly kind: 'asked';
      readonly organizationId: string;
      readonly ticket: Ticket;
      readonly version: number;
    }
  /** The gates stand otherwise than they were told last. */
  | {
      readonly kind: 'gates-told';
      readonly organizationId: string | undefined;
      readonly gates: readonly Gate[];
      readonly picture: string;
      readonly version: number;
    }
  | { readonly kind: 'noted'; readonly version: number };

/** Takes a decision into what is remembered: decisions are facts, never taken twice (architecture 3b). */
export function applyDecision(state: Conversation, decision: Decision): Conversation {
  switch (decision.kind) {
    case 'gates-told':
      return { ...state, toldGates: decision.picture, version: decision.version };
    case 'noted':
      return { ...state, version: decision.version };
    case 'fired': {
      const kept = (state.tickets.get(decision.organizationId) ?? []).filter((ticket) => ticket.due);
      const tickets = withTickets(state, decision.organizationId, [...kept, decision.ticket]);
      return { ...state, tickets, replies: settleReplies(state.replies) };
    }
    case 'asked': {
      const changed = (state.tickets.get(decision.organizationId) ?? []).map((ticket) =>
        sameEvent(ticket.ownOf, decision.ticket.ownOf) ? { ...ticket, asked: true, due: false } : ticket,
      );
      const current = changed.length - 1;
      const tickets = withTickets(
        state,
        decision.organizationId,
        changed.filter((ticket, index) => index === current || ticket.due),
      );
      return { ...state, tickets, version: decision.version };
    }
    case 'extended':
      return withCurrent(state, decision.organizationId, (ticket) => ({
        ...ticket,
        ownOf: decision.ownOf,
        firedAt: decision.through,
        through: decision.through,
      }));
    case 'advanced':
      return withCurrent(state, decision.organizationId, (ticket) => ({
        ...ticket,
        through: decision.through,
        due: true,
      }));
    case 'frozen':
      return withCurrent(state, decision.organizationId, (ticket) => ({
        ...ticket,
        frozen: true,
        due: true,
      }));
    case 'readdressed':
      return withCurrent(state, decision.organizationId, (ticket) => ({
        ...ticket,
        requester: decision.requester,
        due: true,
      }));
  }
}

function sameEvent(left: EventRef | undefined, right: EventRef | undefined): boolean {
  return left?.source === right?.source && left?.id === right?.id;
}

function withCurrent(
  state: Conversation,
  organizationId: string,
  change: (ticket: Ticket) => Ticket,
): Conversation {
  const tickets = state.tickets.get(organizationId) ?? [];
  const changed = tickets.map((ticket, index) => (index === tickets.length - 1 ? change(ticket) : ticket));
  return { ...state, tickets: withTickets(state, organizationId, changed) };
}

function withTickets(
  state: Conversation,
  organizationId: string,
  tickets: readonly Ticket[],
): ReadonlyMap<string, Tickets> {
  const [first, ...rest] = tickets;
  if (first === undefined) return state.tickets;
  return new Map(state.tickets).set(organizationId, [first, ...rest]);
}
