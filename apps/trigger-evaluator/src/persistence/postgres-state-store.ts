import type { Transaction } from '@parley/platform';
import type { Contact, Conversation } from '@parley/sync-policy';
import {
  type ChangedStates,
  type ConversationsOf,
  type LoadedConversations,
  StateConflictError,
  type StateStore,
} from '../fold-events/state-store';
import { column, columnOf } from './columns';
import { readContact, writeContact } from './stored-contact';
import { readConversation, writeConversation } from './stored-conversation';

interface ConversationRow {
  readonly id: string;
  readonly contact_id: string;
  readonly account_id: string;
  readonly state: string;
}

const LOAD_CONTACTS = `select id, state from contact where id = any(${columnOf(1)})`;

const COLUMNS = 'id, contact_id, account_id, state';

const LOAD_CONVERSATIONS = `
  select ${COLUMNS} from conversation where id = any(${columnOf(1)}) order by id for no key update`;

const LOAD_WITH_ALL_OF_CONTACTS = `
  select ${COLUMNS} from conversation
  where id = any(array(
    select unnest(${columnOf(1)})
    union
    select theirs.id from unnest(${columnOf(2)}, $3::bigint[]) as wanted (contact_id, most)
    cross join lateral (
      select id from conversation where contact_id = wanted.contact_id order by id limit wanted.most + 1
    ) theirs
  ))
  order by id for no key update`;

const SAVE = `
  with contacts as (
    insert into contact (id, state) select * from unnest(${columnOf(1)}, ${columnOf(2)})
    on conflict (id) do update set state = excluded.state
  ), conversations as (
    insert into conversation (${COLUMNS})
    select * from unnest(${columnOf(3)}, ${columnOf(4)}, ${columnOf(5)}, ${columnOf(6)})
    on conflict (id) do update set state = excluded.state where conversation.contact_id = excluded.contact_id
    returning 1
  )
  select count(*)::int as saved from conversations`;

/** States in the evaluator's schema; conversations are locked while a transaction decides about them. */
export class PostgresStateStore implements StateStore {
  async loadContacts(tx: Transaction, ids: Iterable<string>): Promise<ReadonlyMap<string, Contact>> {
    const rows = await tx.query<{ id: string; state: string }>(LOAD_CONTACTS, [column(ids)]);
    return new Map(rows.map(({ id, state }) => [id, readContact(id, state)]));
  }

  async loadConversations(
    tx: Transaction,
    ids: Iterable<string>,
    ofContacts: readonly ConversationsOf[],
  ): Promise<LoadedConversations> {
    const rows =
      ofContacts.length === 0
        ? await tx.query<ConversationRow>(LOAD_CONVERSATIONS, [column(ids)])
        : await tx.query<ConversationRow>(LOAD_WITH_ALL_OF_CONTACTS, [
            column(ids),
            column(ofContacts.map(({ contactId }) => contactId)),
            ofContacts.map(({ most }) => most),
          ]);
    const conversations = new Map(rows.map((row) => [row.id, conversationOf(row)]));
    return { conversations, incomplete: incompleteOf(conversations.values(), ofContacts) };
  }

  async save(tx: Transaction, { contacts, conversations }: ChangedStates): Promise<void> {
    // In id order, so that two transactions never wait for each other in a circle.
    const people = inIdOrder(contacts);
    const talks = inIdOrder(conversations);
    if (people.length === 0 && talks.length === 0) return;
    const [row] = await tx.query<{ saved: number }>(SAVE, [
      column(people.map(({ id }) => id)),
      column(people.map(writeContact)),
      column(talks.map(({ id }) => id)),
      column(talks.map(({ contactId }) => contactId)),
      column(talks.map(({ accountId }) => accountId)),
      column(talks.map(writeConversation)),
    ]);
    if (row?.saved !== talks.length)
      throw new StateConflictError('A conversation was begun by another contact');
  }
}

/** A row of the conversation table as the policy's state. */
export function conversationOf({ id, contact_id, account_id, state }: ConversationRow): Conversation {
  return readConversation({ id, contactId: contact_id, accountId: account_id }, state);
}

function inIdOrder<State extends { readonly id: string }>(states: Iterable<State>): State[] {
  return [...states].sort((left, right) => (left.id < right.id ? -1 : 1));
}

function incompleteOf(
  conversations: Iterable<Conversation>,
  ofContacts: readonly ConversationsOf[],
): ReadonlySet<string> {
  if (ofContacts.length === 0) return new Set();
  const counts = new Map<string, number>();
  for (const { contactId } of conversations) counts.set(contactId, (counts.get(contactId) ?? 0) + 1);
  return new Set(
    ofContacts.flatMap(({ contactId, most }) => ((counts.get(contactId) ?? 0) > most ? [contactId] : [])),
  );
}
