import type { ConversationState, Position } from '@parley/contracts';

/** What the read model knows about one event. */
export interface EventTrace {
  /** How often it came again after the first time. */
  readonly duplicates: number;
  /** Null for events that are about no conversation. */
  readonly conversation: TracedConversation | null;
}

/** The conversation of an event, as far as its status depends on it. */
export interface TracedConversation {
  readonly id: string;
  readonly state: ConversationState;
  readonly reason: string | null;
  /** True where the event names another contact than the conversation's: trigger-evaluator rejects it. */
  readonly moved: boolean;
  /** Tickets that show the conversation at least up to the event. */
  readonly syncedTickets: readonly { readonly zendeskTicketId: number; readonly url: string }[];
  readonly position: Position;
}

/** Injects the `EventTraces`. */
export const EVENT_TRACES = Symbol('gateway.event-traces');

/** Where events are looked up by their identity. */
export interface EventTraces {
  find(source: string, id: string): Promise<EventTrace | undefined>;
}
