import type {
  ConversationState,
  ConversationSummary,
  EventRef,
  Gate,
  Mode,
  TicketView,
  TimelineEntry,
} from '@parley/contracts';

/** What a list of conversations is narrowed to. */
export interface ConversationFilter {
  readonly organizationId?: string;
  readonly accountId?: string;
  readonly state?: ConversationState;
  readonly reason?: string;
  /** Id of a Zendesk ticket. */
  readonly ticket?: number;
  readonly contactId?: string;
  /** What the conversation's id begins with. */
  readonly q?: string;
}

/** Place in a list: newest activity first, or by id where the beginning of one is asked for. */
export interface ConversationPlace {
  readonly lastEventAt: string;
  readonly id: string;
}

/** The gates as trigger-evaluator last reported them. */
export interface GateReport {
  readonly version: number;
  readonly gates: readonly Gate[];
}

/** The newest thing that fired. */
export interface FiredTarget {
  readonly version: number;
  readonly mode: Mode;
  readonly trigger: EventRef;
  /** RFC 3339. */
  readonly firedAt: string;
}

/** Why a ticket or a customer stands in the way. */
export interface Obstacle {
  readonly reason: string;
  /** RFC 3339. */
  readonly since: string;
}

/** Everything that is known about a conversation, but its timeline. */
export interface KnownConversation {
  readonly summary: ConversationSummary;
  readonly gateReport: GateReport | undefined;
  readonly target: FiredTarget | undefined;
  readonly customerObstacle: Obstacle | undefined;
  readonly ticketObstacle: Obstacle | undefined;
}

/** Place in a timeline, newest first. */
export interface TimelinePlace {
  readonly at: string;
  readonly key: string;
}

/** An entry of a timeline with its place. */
export interface PlacedEntry {
  readonly entry: TimelineEntry;
  readonly key: string;
}

/** Injects the `ConversationStore`. */
export const CONVERSATION_STORE = Symbol('gateway.conversation-store');

/** What the read model knows about conversations. */
export interface ConversationStore {
  list(
    filter: ConversationFilter,
    limit: number,
    after?: ConversationPlace,
  ): Promise<readonly ConversationSummary[]>;
  find(id: string): Promise<KnownConversation | undefined>;
  timeline(id: string, limit: number, after?: TimelinePlace): Promise<readonly PlacedEntry[]>;
}

/** Tickets by the conversation they belong to. */
export type TicketsByConversation = ReadonlyMap<string, readonly TicketView[]>;
