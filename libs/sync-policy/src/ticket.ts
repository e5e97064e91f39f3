import type { Mode } from './gate';
import type { EventRef, Mark, Position } from './moment';
import type { Requester } from './requester';

/** A ticket that a trigger made: how far it may go, for whom, and how much of that was asked for already. */
export interface Ticket {
  readonly mode: Mode;
  /** The event that completed the trigger, or the contact's message that made a ticket of its own (T6). */
  readonly completedBy: Mark;
  /** The first write is the whole history up to here (K1). */
  readonly firedAt: Position;
  readonly requester: Requester;
  /** T6: written whole up to `through`, then never touched again. */
  readonly frozen: boolean;
  /** T6: the contact's message that made a ticket of its own; `undefined` for the conversation's first ticket. */
  readonly ownOf: EventRef | undefined;
  /** How far the ticket may go, whatever other gates hold. */
  readonly through: Position;
  /** Whether it was asked for at all. */
  readonly asked: boolean;
  /** Whether there is something to ask for that was not asked for yet. */
  readonly due: boolean;
}

/**
 * The tickets of one organization that can still change, the current one last: the frozen ones that still wait for a
 * gate, then the one the conversation is on. Two at most, because what a shut gate holds becomes one ticket (T6).
 */
export type Tickets = readonly [Ticket, ...Ticket[]];

/** The ticket that the conversation is on. */
export function currentTicket(tickets: Tickets | undefined): Ticket | undefined {
  return tickets?.at(-1);
}
