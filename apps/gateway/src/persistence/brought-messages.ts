import type { Transaction } from '@parley/platform';
import type { TicketRow } from '../read-model/fold-tickets';
import { addToMinutes } from './minute-counts';
import { rowSet } from './row-set';

/** How far a ticket was, before something was written; the conversations must be locked. */
export type Reached = ReadonlyMap<string, { readonly epoch: number; readonly offset: number }>;

/** How far these tickets are, over all of their generations. */
export async function reached(tx: Transaction, rows: readonly TicketRow[]): Promise<Reached> {
  if (rows.length === 0) return new Map();
  const found = await tx.query<{ readonly key: string; readonly epoch: number; readonly offset: string }>(
    `select distinct on (ticket_key) ticket_key as key, epoch, "offset" from ticket where ticket_key = any($1::uuid[])
     order by ticket_key, epoch desc, "offset" desc`,
    [[...new Set(rows.map(({ ticketKey }) => ticketKey))]],
  );
  return new Map(found.map(({ key, epoch, offset }) => [key, { epoch, offset: Number(offset) }]));
}

/**
 * Counts, at the time of the batch, the messages by which tickets got further than they were, so far as the log of record told of them: each look-up goes over
 * those messages alone, however long the conversation is.
 */
export async function countBrought(
  tx: Transaction,
  before: Reached,
  rows: readonly TicketRow[],
  at: Date,
): Promise<void> {
  const furthest = new Map<string, TicketRow>();
  for (const row of rows) {
    const known = furthest.get(row.ticketKey);
    const isFurther =
      known === undefined ||
      known.through.epoch < row.through.epoch ||
      (known.through.epoch === row.through.epoch && known.through.offset < row.through.offset);
    if (isFurther) furthest.set(row.ticketKey, row);
  }
  if (furthest.size === 0) return;
  const set = rowSet('r', [...furthest.values()], {
    conversation_id: ['text', ({ conversationId }) => conversationId],
    partition: ['integer', ({ through }) => through.partition],
    epoch: ['integer', ({ through }) => through.epoch],
    offset: ['bigint', ({ through }) => through.offset],
    epoch_before: ['integer', ({ ticketKey }) => before.get(ticketKey)?.epoch ?? -1],
    offset_before: ['bigint', ({ ticketKey }) => before.get(ticketKey)?.offset ?? -1],
  });
  const counted = await tx.query<{ readonly partition: number; readonly count: number }>(
    `select r.partition, m.count from ${set.from}, lateral (
       select count(*)::integer as count from log_event l
       where l.conversation_id = r.conversation_id and (l.epoch, l."offset") > (r.epoch_before, r.offset_before)
         and (l.epoch, l."offset") <= (r.epoch, r."offset")
         and l.type in ('parley.message.received.v1', 'parley.message.sent.v1', 'parley.note.added.v1')) m`,
    set.parameters,
  );
  await addToMinutes(
    tx,
    'messages',
    counted.map((one) => ({ ...one, at })),
  );
}
