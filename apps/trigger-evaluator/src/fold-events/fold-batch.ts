import type { ConversationEvent } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import {
  type Contact,
  type ContactFact,
  type Conversation,
  type ConversationFact,
  type Decision,
  evolveContact,
  forgetFields,
  learnContact,
  type Mark,
  newContact,
  takeIn,
} from '@parley/sync-policy';
import type { Fact } from './conversation-event.translate';
import type { Decider } from './decider';
import { Tellings } from './tellings';

/** An event of the batch with its translation. */
export interface BatchFact {
  readonly event: DecodedEvent<ConversationEvent>;
  readonly translated: Fact;
}

/** The states a batch touches. All conversations of a contact are here where an event of theirs may move them. */
export interface LoadedStates {
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly conversations: ReadonlyMap<string, Conversation>;
  /** Contacts of whom not all conversations are here: the rest is looked at again after the batch. */
  readonly incomplete: ReadonlySet<string>;
}

/** What a batch came to. */
export interface FoldedBatch {
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly conversations: ReadonlyMap<string, Conversation>;
  readonly tellings: Tellings;
  /** Events that name another contact than their conversation began with. */
  readonly moved: readonly DecodedEvent<ConversationEvent>[];
  /** Contacts of whom conversations that are not here have to be looked at again, with the event that moved them last. */
  readonly deferred: ReadonlyMap<string, DecodedEvent<ConversationEvent>>;
}

/** The contact after an event that may be about one of their conversations. */
export function contactAfter(contact: Contact, { about, fact }: Fact): Contact {
  return about === 'contact' ? evolveContact(contact, fact) : learnContact(contact, fact.contact, fact.mark);
}

/** Folds a batch's events in log order and decides after each; pure but for the result it builds up. */
export function foldBatch(facts: readonly BatchFact[], states: LoadedStates, decider: Decider): FoldedBatch {
  const batch = new Batch(states, decider);
  for (const { event, translated } of facts) {
    if (translated.about === 'contact') batch.foldContact(event, translated.fact);
    else batch.foldConversation(event, translated);
  }
  return batch;
}

type Event = DecodedEvent<ConversationEvent>;

class Batch implements FoldedBatch {
  readonly contacts = new Map<string, Contact>();
  readonly conversations = new Map<string, Conversation>();
  readonly tellings = new Tellings();
  readonly moved: Event[] = [];
  readonly deferred = new Map<string, Event>();
  private readonly byContact: Map<string, Set<string>>;

  constructor(
    private readonly states: LoadedStates,
    private readonly decider: Decider,
  ) {
    this.byContact = conversationsByContact(states.conversations.values());
  }

  foldConversation(event: Event, translated: Fact & { readonly about: 'conversation' }): void {
    const { fact } = translated;
    const before = this.contact(fact.contact.id);
    const after = contactAfter(before, translated);
    const known = this.conversation(fact.conversationId);
    const theirs = known !== undefined || this.decider.mayBegin(fact.conversationId, fact.contact.id);
    const taken = takeIn(known, fact);
    if (!theirs || taken.kind === 'rejected') {
      this.moved.push(event);
      return;
    }
    const { contactMessage } = taken;
    const decided = this.decider.decide(taken.conversation, after, {
      kind: 'fact',
      mark: fact.mark,
      contactMessage,
    });
    this.take(event, decided.conversation, decided.decisions);
    if (known === undefined) this.remember(fact);
    if (after !== before) this.contacts.set(after.id, after);
    if (this.decider.movesOthers(before, after)) {
      this.decideOthers(event, after, fact.mark, fact.conversationId);
    }
  }

  foldContact(event: Event, fact: ContactFact): void {
    const before = this.contact(fact.contact.id);
    const after = evolveContact(before, fact);
    if (fact.kind === 'contact-erased') this.forget(after.id);
    if (after !== before) this.contacts.set(after.id, after);
    if (this.decider.movesOthers(before, after)) this.decideOthers(event, after, fact.mark, undefined);
  }

  private decideOthers(event: Event, contact: Contact, mark: Mark, except: string | undefined): void {
    if (this.states.incomplete.has(contact.id)) {
      this.deferred.set(contact.id, event);
      return;
    }
    for (const id of this.byContact.get(contact.id) ?? []) {
      const conversation = id === except ? undefined : this.conversation(id);
      if (conversation === undefined) continue;
      const decided = this.decider.decide(conversation, contact, {
        kind: 'fact',
        mark,
        contactMessage: false,
      });
      if (decided.decisions.length > 0) this.take(event, decided.conversation, decided.decisions);
    }
  }

  private forget(contactId: string): void {
    for (const id of this.byContact.get(contactId) ?? []) {
      const conversation = this.conversation(id);
      const forgotten = conversation === undefined ? undefined : forgetFields(conversation);
      if (forgotten !== undefined && forgotten !== conversation) this.conversations.set(id, forgotten);
    }
  }

  private take(event: Event, conversation: Conversation, decisions: readonly Decision[]): void {
    this.conversations.set(conversation.id, conversation);
    for (const decision of decisions) this.tellings.add(conversation, decision, event);
  }

  private remember({ conversationId, contact }: ConversationFact): void {
    const ids = this.byContact.get(contact.id);
    if (ids === undefined) this.byContact.set(contact.id, new Set([conversationId]));
    else ids.add(conversationId);
  }

  private contact(id: string): Contact {
    return this.contacts.get(id) ?? this.states.contacts.get(id) ?? newContact(id);
  }

  private conversation(id: string): Conversation | undefined {
    return this.conversations.get(id) ?? this.states.conversations.get(id);
  }
}

function conversationsByContact(conversations: Iterable<Conversation>): Map<string, Set<string>> {
  const byContact = new Map<string, Set<string>>();
  for (const { id, contactId } of conversations) {
    const ids = byContact.get(contactId);
    if (ids === undefined) byContact.set(contactId, new Set([id]));
    else ids.add(id);
  }
  return byContact;
}
