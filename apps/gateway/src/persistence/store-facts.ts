import type { ConversationEvent, DirectoryEvent } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import type { Transaction } from '@parley/platform';
import { eventHash } from '../read-model/event-hash';
import { foldConversations } from '../read-model/fold-conversations';
import type { ConversationFold } from '../read-model/fold-conversations';
import { noteConversations } from './change-notes';
import { rowSet } from './row-set';
import type { Columns } from './row-set';

type Fact = ConversationEvent | DirectoryEvent;

/** One event as it is remembered. */
interface EventRow {
  readonly hash: Buffer;
  readonly first: DecodedEvent<Fact>;
  readonly duplicates: number;
  readonly summary: string;
}

const EVENT_COLUMNS: Columns<EventRow> = {
  hash: ['bytea', ({ hash }) => hash],
  source: ['text', ({ first }) => first.event.source],
  id: ['text', ({ first }) => first.event.id],
  type: ['text', ({ first }) => first.event.type],
  conversation_id: [
    'text',
    ({ first }) => ('conversationId' in first.event.data ? first.event.data.conversationId : null),
  ],
  contact_id: ['text', ({ first }) => ('contact' in first.event.data ? first.event.data.contact.id : null)],
  epoch: ['integer', ({ first }) => first.position.epoch],
  partition: ['integer', ({ first }) => first.position.partition],
  offset: ['bigint', ({ first }) => first.position.offset],
  at: ['timestamptz', ({ first }) => new Date(first.record.timestamp)],
  happened_at: ['timestamptz', ({ first }) => first.event.time ?? null],
  duplicates: ['integer', ({ duplicates }) => duplicates],
  summary: ['text', ({ summary }) => summary],
};

/**
 * Remembers the events of a batch and gives those that were not known before: a second one of the same source and id only counts
 * as a duplicate (T12). Rows are written in the order of their hashes, so that two partitions cannot wait for each other.
 */
export async function storeEvents<E extends Fact>(
  tx: Transaction,
  events: readonly DecodedEvent<E>[],
  summarise: (event: E) => string,
): Promise<readonly DecodedEvent<E>[]> {
  const firsts = new Map<string, DecodedEvent<E>>();
  const duplicates = new Map<string, number>();
  for (const decoded of events) {
    const key = eventHash(decoded.event.source, decoded.event.id).toString('base64');
    if (firsts.has(key)) duplicates.set(key, (duplicates.get(key) ?? 0) + 1);
    else firsts.set(key, decoded);
  }
  const rows = [...firsts].map(([key, first]) => ({
    hash: Buffer.from(key, 'base64'),
    first,
    duplicates: duplicates.get(key) ?? 0,
    summary: summarise(first.event),
  }));
  const known = await insertEvents(tx, rows);
  return [...firsts].filter(([key]) => !known.has(key)).map(([, first]) => first);
}

async function insertEvents(tx: Transaction, rows: readonly EventRow[]): Promise<ReadonlySet<string>> {
  const set = rowSet('e', rows, EVENT_COLUMNS);
  const known = await tx.query<{ readonly hash: Buffer }>(
    `with written as (
       insert into log_event as l (${set.names}) select * from ${set.from} order by hash
       on conflict (hash) do update set duplicates = l.duplicates + excluded.duplicates + 1
       returning hash, xmax = 0 as is_new)
     select hash from written where not is_new`,
    set.parameters,
  );
  return new Set(known.map(({ hash }) => hash.toString('base64')));
}

const CONVERSATION_COLUMNS: Columns<ConversationFold> = {
  id: ['text', ({ conversationId }) => conversationId],
  account_id: ['text', ({ accountId }) => accountId],
  contact_id: ['text', ({ contactId }) => contactId],
  closed_at: ['timestamptz', ({ closedAt }) => closedAt ?? null],
  epoch: ['integer', ({ position }) => position.epoch],
  partition: ['integer', ({ position }) => position.partition],
  offset: ['bigint', ({ position }) => position.offset],
  first_seen_at: ['timestamptz', ({ firstSeenAt }) => firstSeenAt],
  last_seen_at: ['timestamptz', ({ lastSeenAt }) => lastSeenAt],
};

/**
 * Folds new events of the log of record into the conversations. An event that names another contact than the first changes nothing.
 * Times are those of facts: what a decision that arrived first put there is replaced.
 */
export async function storeConversations(
  tx: Transaction,
  events: readonly DecodedEvent<ConversationEvent>[],
): Promise<void> {
  const folds = foldConversations(events);
  if (folds.length === 0) return;
  const set = rowSet('f', folds, CONVERSATION_COLUMNS);
  await tx.query(
    `insert into conversation as c (${set.names})
     select ${set.names} from ${set.from} order by id
     on conflict (id) do update set account_id = coalesce(c.account_id, excluded.account_id),
       epoch = excluded.epoch, partition = excluded.partition, "offset" = excluded."offset",
       last_seen_at = case when c."offset" is null then excluded.last_seen_at else greatest(c.last_seen_at, excluded.last_seen_at) end,
       first_seen_at = case when c."offset" is null then excluded.first_seen_at else c.first_seen_at end
     where c.contact_id = excluded.contact_id
       and (c."offset" is null or (c.epoch, c."offset") < (excluded.epoch, excluded."offset"))`,
    set.parameters,
  );
  await storeClosings(tx, folds);
  await noteConversations(
    tx,
    folds.map(({ conversationId }) => conversationId),
  );
}

/** Apart from the upsert: a batch that says nothing about it must leave it as it is. */
async function storeClosings(tx: Transaction, folds: readonly ConversationFold[]): Promise<void> {
  const changed = folds.filter(({ closedAt }) => closedAt !== undefined);
  if (changed.length === 0) return;
  const set = rowSet('f', changed, {
    id: ['text', ({ conversationId }) => conversationId],
    contact_id: ['text', ({ contactId }) => contactId],
    closed_at: ['timestamptz', ({ closedAt }) => closedAt ?? null],
  });
  await tx.query(
    `update conversation c set closed_at = f.closed_at from ${set.from}
     where c.id = f.id and c.contact_id = f.contact_id and c.closed_at is distinct from f.closed_at`,
    set.parameters,
  );
}
