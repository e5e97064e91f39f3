import type { OrganizationDocument } from '@parley/contracts';
import type { Entry, LogPosition } from '@parley/ticket-content';
import type { DirectoryAccount } from '../lane/gates';

/** A fact of a conversation, and whose conversation it is. */
export interface ConversationFact {
  readonly conversationId: string;
  readonly contactId: string;
  readonly entry: Entry;
}

/** What an event says of its contact. */
export interface ContactSighting {
  readonly contactId: string;
  readonly at: LogPosition;
  readonly name?: string;
  readonly handle?: string;
}

/** A stretch of one partition of the log of record. */
export interface Facts {
  readonly partition: number;
  readonly epoch: number;
  /** Everything below is known once this is stored. */
  readonly nextOffset: number;
  readonly facts: readonly ConversationFact[];
  readonly contacts: readonly ContactSighting[];
}

/** How far a ticket may and shall go, as `SyncRequested` says it. */
export interface Target {
  readonly ticketKey: string;
  readonly organizationId: string;
  readonly conversationId: string;
  readonly accountId: string;
  readonly contactId: string;
  readonly mode: 'A' | 'B';
  readonly frozen: boolean;
  readonly firedAt: LogPosition;
  readonly through: LogPosition;
  readonly requesterKey: string;
  readonly requesterEmail?: string;
  readonly version: number;
  /** When the request came into the log, in ms since 1970. */
  readonly requestedAtMs?: number;
  readonly traceparent?: string;
}

/** Who a requester is in Zendesk, or why nobody may be asked for now. */
export interface CustomerFinding {
  readonly organizationId: string;
  readonly requesterKey: string;
  readonly version: number;
  readonly zendeskUserId: number | null;
  readonly blockedReason: string | null;
}

/**
 * What the topics bring. Arrival order between them does not matter: each call marks exactly those lanes workable that
 * became so, and answers whether there are any.
 */
export interface Intake {
  facts(facts: Facts): Promise<boolean>;
  targets(targets: readonly Target[]): Promise<boolean>;
  customers(findings: readonly CustomerFinding[]): Promise<boolean>;
  organizations(documents: readonly OrganizationDocument[]): Promise<boolean>;
  /** `undefined` for an account that the platform has no more. */
  accounts(accounts: ReadonlyMap<string, DirectoryAccount | undefined>): Promise<boolean>;
}
