import { ParleyError, type Transaction } from '@parley/platform';
import type { Contact, Conversation } from '@parley/sync-policy';

/** Thrown when a conversation that was new to this transaction was begun by another contact meanwhile: doing it all again sees it. */
export class StateConflictError extends ParleyError {
  /** SQLSTATE of a serialization failure, because that is what it is: the batch is tried again. */
  readonly code = '40001';
  readonly retryable = true;
}

/** All conversations of a contact are wanted, or, where there are more than `most`, to hear that there are. */
export interface ConversationsOf {
  readonly contactId: string;
  readonly most: number;
}

/** Conversations that were asked for; those that do not exist are left out. */
export interface LoadedConversations {
  readonly conversations: ReadonlyMap<string, Conversation>;
  /** Contacts that have more conversations than were wanted: not all of theirs are here. */
  readonly incomplete: ReadonlySet<string>;
}

/** States that changed and are to be kept. */
export interface ChangedStates {
  readonly contacts: Iterable<Contact>;
  readonly conversations: Iterable<Conversation>;
}

/** Where the states of contacts and conversations are kept. */
export interface StateStore {
  /** Contacts by id; those of whom nothing is known are left out. */
  loadContacts(tx: Transaction, ids: Iterable<string>): Promise<ReadonlyMap<string, Contact>>;
  /** Conversations by id and by contact, locked in id order until the transaction ends. */
  loadConversations(
    tx: Transaction,
    ids: Iterable<string>,
    ofContacts: readonly ConversationsOf[],
  ): Promise<LoadedConversations>;
  /**
   * Writes states.
   *
   * @throws StateConflictError when a conversation was begun elsewhere meanwhile by another contact: do it all again.
   */
  save(tx: Transaction, states: ChangedStates): Promise<void>;
}
