import type { Transaction } from '@parley/platform';
import {
  type Contact,
  type Conversation,
  decide,
  type Decided,
  movesTriggers,
  type Occasion,
} from '@parley/sync-policy';
import type { ConfigurationStore } from '../follow-configuration/configuration-store';
import type { ConfigurationView } from '../follow-configuration/configuration-view';
import type { Fact } from './conversation-event.translate';

/** Where the decisions of a batch come from: live they are taken, in a rebuild they are read from their record. */
export interface Decider {
  /** Whether the contact may begin the conversation, of which nothing is known yet. */
  mayBegin(conversationId: string, contactId: string): boolean;
  /** What is decided about a conversation whose event is folded, or whose contact changed. */
  decide(conversation: Conversation, contact: Contact, occasion: Occasion): Decided;
  /** Whether the contact's other conversations have to be decided about too. */
  movesOthers(before: Contact, after: Contact): boolean;
}

/** Gives the decider of each batch. */
export interface Deciders {
  /** Called inside the batch's transaction, before its states are loaded. */
  open(tx: Transaction, facts: readonly Fact[]): Promise<Decider>;
  /** Called once the batch's states are saved. */
  done(tx: Transaction, decider: Decider): Promise<void>;
}

/** Decides by the policy, under the configuration of the batch's transaction. */
export class PolicyDeciders implements Deciders {
  constructor(private readonly configuration: ConfigurationStore) {}

  async open(tx: Transaction): Promise<Decider> {
    return policyDecider(await this.configuration.current(tx));
  }

  done(): Promise<void> {
    return Promise.resolve();
  }
}

function policyDecider(view: ConfigurationView): Decider {
  return {
    mayBegin: () => true,
    decide: (conversation, contact, occasion) =>
      decide({ conversation, contact, surroundings: view.surroundingsOf(conversation.accountId) }, occasion),
    movesOthers: (before, after) => movesTriggers(before, after, view.emailKeys),
  };
}
