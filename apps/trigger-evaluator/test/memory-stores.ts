import type { Transaction } from '@parley/platform';
import type { Contact, Conversation, DirectoryAccount, OrganizationCopy } from '@parley/sync-policy';
import {
  type ChangedStates,
  type ConversationsOf,
  type LoadedConversations,
  StateConflictError,
  type StateStore,
} from '../src/fold-events/state-store';
import type { ConfigurationStore } from '../src/follow-configuration/configuration-store';
import { ConfigurationView } from '../src/follow-configuration/configuration-view';
import { readContact, writeContact } from '../src/persistence/stored-contact';
import { readConversation, writeConversation } from '../src/persistence/stored-conversation';
import type {
  ReevaluationQueue,
  RequestedBy,
  Scope,
  TakenReevaluation,
} from '../src/reevaluate/reevaluation-queue';

/** Stands in where no store needs a transaction. */
export const NO_TRANSACTION: Transaction = {
  query: () => Promise.resolve([]),
  manager: undefined as never,
};

/** States as text in memory, written and read by the same mappers as in Postgres. */
export class MemoryStateStore implements StateStore {
  readonly contacts = new Map<string, string>();
  readonly conversations = new Map<string, { contactId: string; accountId: string; state: string }>();

  loadContacts(_tx: Transaction, ids: Iterable<string>): Promise<ReadonlyMap<string, Contact>> {
    const contacts = new Map<string, Contact>();
    for (const id of ids) {
      const state = this.contacts.get(id);
      if (state !== undefined) contacts.set(id, readContact(id, state));
    }
    return Promise.resolve(contacts);
  }

  loadConversations(
    _tx: Transaction,
    ids: Iterable<string>,
    ofContacts: readonly ConversationsOf[],
  ): Promise<LoadedConversations> {
    const wanted = new Set(ids);
    const incomplete = new Set<string>();
    for (const { contactId, most } of ofContacts) {
      const theirs = this.idsWhere((one) => one.contactId === contactId);
      if (theirs.length > most) incomplete.add(contactId);
      for (const id of theirs.slice(0, most)) wanted.add(id);
    }
    const found = [...wanted].sort().flatMap((id) => this.read(id) ?? []);
    return Promise.resolve({ conversations: new Map(found.map((one) => [one.id, one])), incomplete });
  }

  save(_tx: Transaction, { contacts, conversations }: ChangedStates): Promise<void> {
    for (const conversation of conversations) {
      const { id, contactId, accountId } = conversation;
      const before = this.conversations.get(id);
      if (before !== undefined && before.contactId !== contactId) {
        return Promise.reject(new StateConflictError('A conversation was begun by another contact'));
      }
      this.conversations.set(id, { contactId, accountId, state: writeConversation(conversation) });
    }
    for (const contact of contacts) this.contacts.set(contact.id, writeContact(contact));
    return Promise.resolve();
  }

  /** Ids of conversations, in order. */
  idsWhere(test: (one: { contactId: string; accountId: string }) => boolean): string[] {
    return [...this.conversations].flatMap(([id, one]) => (test(one) ? [id] : [])).sort();
  }

  read(id: string): Conversation | undefined {
    const one = this.conversations.get(id);
    if (one === undefined) return undefined;
    const { contactId, accountId, state } = one;
    return readConversation({ id, contactId, accountId }, state);
  }
}

/** Copies of configuration and directory in memory. */
export class MemoryConfigurationStore implements ConfigurationStore {
  private readonly byId = new Map<string, OrganizationCopy>();
  private readonly directory = new Map<string, DirectoryAccount>();
  private version = 0;

  current(): Promise<ConfigurationView> {
    return Promise.resolve(
      new ConfigurationView(this.version, [...this.byId.values()], [...this.directory.values()]),
    );
  }

  organizations(): Promise<ReadonlyMap<string, OrganizationCopy>> {
    return Promise.resolve(this.byId);
  }

  accounts(): Promise<ReadonlyMap<string, DirectoryAccount>> {
    return Promise.resolve(this.directory);
  }

  save(_tx: Transaction, { organizations = [], accounts = [] }: Parameters<ConfigurationStore['save']>[1]) {
    for (const copy of organizations) this.byId.set(copy.organization.id, copy);
    for (const account of accounts) this.directory.set(account.id, account);
    this.version += 1;
    return Promise.resolve();
  }
}

/** Re-evaluations in memory. */
export class MemoryReevaluationQueue implements ReevaluationQueue {
  readonly rows: TakenReevaluation[] = [];
  private made = 0;

  constructor(private readonly states: MemoryStateStore) {}

  request(
    _tx: Transaction,
    scope: Scope,
    subjects: readonly string[],
    { traceparent }: RequestedBy,
  ): Promise<void> {
    for (const subject of subjects) {
      this.made += 1;
      this.rows.push({
        id: String(this.made),
        scope,
        subject,
        reached: '',
        traceparent: traceparent ?? null,
      });
    }
    return Promise.resolve();
  }

  take(): Promise<TakenReevaluation | undefined> {
    return Promise.resolve(this.rows[0]);
  }

  page(_tx: Transaction, { scope, subject, reached }: TakenReevaluation, size: number) {
    const ids = this.states.idsWhere(
      (one) => (scope === 'account' ? one.accountId : one.contactId) === subject,
    );
    const next = ids.filter((id) => id > reached).slice(0, size);
    return Promise.resolve(next.flatMap((id) => this.states.read(id) ?? []));
  }

  advance(_tx: Transaction, taken: TakenReevaluation, reached: string): Promise<void> {
    this.rows.splice(this.rows.indexOf(taken), 1);
    this.rows.push({ ...taken, reached });
    return Promise.resolve();
  }

  finish(_tx: Transaction, taken: TakenReevaluation): Promise<void> {
    this.rows.splice(this.rows.indexOf(taken), 1);
    return Promise.resolve();
  }

  waiting(): Promise<number> {
    return Promise.resolve(this.rows.length);
  }
}
