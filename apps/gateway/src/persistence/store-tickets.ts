import type { TicketEvent } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import type { Transaction } from '@parley/platform';
import { laneRows, ticketRows } from '../read-model/fold-tickets';
import type { LaneRow, TicketHappening, TicketRow } from '../read-model/fold-tickets';
import { ticketEntry } from '../read-model/timeline-entries';
import { noteBehind } from './behind-targets';
import { countBrought, reached } from './brought-messages';
import { noteChanges } from './change-notes';
import type { ChangedThing } from './change-notes';
import { lockConversations, refreshStates } from './conversation-states';
import { rowSet } from './row-set';
import { storeTimeline } from './timeline-rows';

/** Writes what ticket-writer did: lanes and tickets by version, how far a ticket is by the greatest position, calls by version. */
export async function storeTickets(
  tx: Transaction,
  events: readonly DecodedEvent<TicketEvent>[],
): Promise<void> {
  const happened = events.map(({ event, record }) => ({ event, at: new Date(record.timestamp) }));
  await lockConversations(
    tx,
    happened.map(({ event: { data }, at }) => ({
      conversationId: data.conversationId,
      contactId: data.contactId,
      at,
    })),
  );
  const lanes = laneRows(happened);
  await storeLanes(tx, lanes);
  const written = ticketRows(happened);
  const before = await reached(tx, written);
  await storeWrittenTickets(tx, written);
  await countBrought(tx, before, written, happened.at(-1)?.at ?? new Date());
  if (lanes.length > 0) await noteBehind(tx, { ticketKeys: lanes.map(({ ticketKey }) => ticketKey) }, true);
  await storeTimeline(
    tx,
    happened.map(({ event, at }) => ticketEntry(event, at)),
  );
  await refreshStates(
    tx,
    happened.map(({ event }) => event.data.conversationId),
  );
  await noteChanges(tx, happened.flatMap(errorDeskChange));
}

/** A conversation may have several tickets, of which one more or one less waits for a person. */
function errorDeskChange({ event }: TicketHappening): readonly ChangedThing[] {
  const isMoved = event.type === 'parley.ticket.parked.v1' || event.type === 'parley.ticket.resumed.v1';
  const { conversationId: id, organizationId } = event.data;
  return isMoved ? [{ kind: 'parked', id, organizationId }] : [];
}

async function storeLanes(tx: Transaction, rows: readonly LaneRow[]): Promise<void> {
  await upsertLanes(
    tx,
    rows.filter(({ moved }) => !moved),
    'case when l.state = excluded.state and l.reason is not distinct from excluded.reason then l.since else excluded.since end',
  );
  await upsertLanes(
    tx,
    rows.filter(({ moved }) => moved),
    'excluded.since',
  );
}

async function upsertLanes(tx: Transaction, rows: readonly LaneRow[], since: string): Promise<void> {
  if (rows.length === 0) return;
  const set = rowSet('r', rows, {
    ticket_key: ['uuid', ({ ticketKey }) => ticketKey],
    conversation_id: ['text', ({ conversationId }) => conversationId],
    organization_id: ['text', ({ organizationId }) => organizationId],
    state: ['text', ({ state }) => state],
    reason: ['text', ({ reason }) => reason],
    effect_id: ['uuid', ({ effectId }) => effectId],
    since: ['timestamptz', ({ since }) => since],
    version: ['bigint', ({ version }) => version],
  });
  await tx.query(
    `insert into lane as l (${set.names}) select * from ${set.from}
     on conflict (ticket_key) do update set state = excluded.state, reason = excluded.reason, effect_id = excluded.effect_id,
       version = excluded.version,
       since = ${since}
     where l.version < excluded.version`,
    set.parameters,
  );
}

async function storeWrittenTickets(tx: Transaction, rows: readonly TicketRow[]): Promise<void> {
  if (rows.length === 0) return;
  const set = rowSet('r', rows, {
    ticket_key: ['uuid', ({ ticketKey }) => ticketKey],
    generation: ['integer', ({ generation }) => generation],
    conversation_id: ['text', ({ conversationId }) => conversationId],
    organization_id: ['text', ({ organizationId }) => organizationId],
    zendesk_ticket_id: ['bigint', ({ zendeskTicketId }) => zendeskTicketId],
    status: ['text', ({ status }) => status],
    version: ['bigint', ({ version }) => version],
    epoch: ['integer', ({ through }) => through.epoch],
    partition: ['integer', ({ through }) => through.partition],
    offset: ['bigint', ({ through }) => through.offset],
  });
  await tx.query(
    `insert into ticket as t (${set.names}) select * from ${set.from}
     on conflict (ticket_key, generation) do update set
       zendesk_ticket_id = case when t.version < excluded.version then excluded.zendesk_ticket_id else t.zendesk_ticket_id end,
       status = case when t.version < excluded.version then coalesce(excluded.status, t.status) else coalesce(t.status, excluded.status) end,
       version = greatest(t.version, excluded.version),
       epoch = case when (t.epoch, t."offset") < (excluded.epoch, excluded."offset") then excluded.epoch else t.epoch end,
       partition = case when (t.epoch, t."offset") < (excluded.epoch, excluded."offset") then excluded.partition else t.partition end,
       "offset" = case when (t.epoch, t."offset") < (excluded.epoch, excluded."offset") then excluded."offset" else t."offset" end`,
    set.parameters,
  );
}
