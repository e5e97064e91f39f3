import { messageIdOf, type Entry } from '@parley/ticket-content';
import type { ConversationFact } from '../intake/intake';

/** A fact as it lies in `transcript`; `body` is what its columns do not say. */
export interface EntryRow {
  readonly epoch: number;
  readonly log_offset: string;
  readonly partition: number;
  readonly kind: Entry['kind'];
  readonly message_id: string | null;
  readonly body: string;
  readonly traceparent: string | null;
}

/** Columns that {@link entryOf} reads. */
export const ENTRY_COLUMNS = 'epoch, log_offset, partition, kind, message_id, body, traceparent';

/** Arrays of column values, in the order that `insert` names them. */
export function entryColumns(facts: readonly ConversationFact[]): readonly (readonly unknown[])[] {
  const entries = facts.map(({ entry }) => entry);
  return [
    facts.map(({ conversationId }) => conversationId),
    facts.map(({ contactId }) => contactId),
    entries.map(({ at }) => at.epoch),
    entries.map(({ at }) => at.offset),
    entries.map(({ at }) => at.partition),
    entries.map(({ kind }) => kind),
    entries.map((entry) => messageIdOf(entry) ?? null),
    entries.map(amendmentOf),
    entries.map((entry) => entry.kind === 'message' && entry.author.kind === 'contact'),
    entries.map(bodyOf),
    entries.map(({ traceparent }) => traceparent ?? null),
  ];
}

/** The fact that a row holds. */
export function entryOf(row: EntryRow): Entry {
  const body = JSON.parse(row.body) as object;
  // Only `entryColumns` writes bodies, so the parts fit the kind.
  return {
    ...body,
    kind: row.kind,
    at: { epoch: row.epoch, partition: row.partition, offset: Number(row.log_offset) },
    ...(row.message_id === null ? {} : { messageId: row.message_id }),
    ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
  } as Entry;
}

/** 0 for a message, so that a second one of the same id finds the place taken; an amendment's own place otherwise. */
function amendmentOf(entry: Entry): number | null {
  if (messageIdOf(entry) === undefined) return null;
  return entry.kind === 'message' ? 0 : entry.at.epoch * 2 ** 40 + entry.at.offset + 1;
}

function bodyOf(entry: Entry): string {
  const columns: ReadonlySet<string> = new Set(['kind', 'at', 'messageId', 'traceparent']);
  return JSON.stringify(Object.fromEntries(Object.entries(entry).filter(([name]) => !columns.has(name))));
}
