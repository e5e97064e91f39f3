import type { Position, RoutingView } from '@parley/contracts';

/** What the read model knows of the newest ticket of a conversation. */
export interface HistoryFacts {
  readonly ticketKey: string;
  readonly zendeskTicketId: number;
  /** How far the ticket shall show the conversation, and how far it does as far as ticket-writer told. */
  readonly wanted: Position;
  readonly reached: Position;
  /** The last call that changed the ticket and was acknowledged. */
  readonly lastEffectId: string | undefined;
}

/** Injects the `VerificationStore`. */
export const VERIFICATION_STORE = Symbol('gateway.verification-store');

/** What the steps of the guide are verified against. */
export interface VerificationStore {
  /** The conversation heard of last on an account of the organization. */
  latestConversation(organizationId: string): Promise<string | undefined>;
  /** RFC 3339: when the contact's first message arrived. */
  firstMessageAt(conversationId: string): Promise<string | undefined>;
  /** Undefined where there is no ticket. */
  history(conversationId: string): Promise<HistoryFacts | undefined>;
  /** Newest first. */
  lastRoutings(teamId: string, limit: number): Promise<readonly RoutingView[]>;
}
