import { laterPosition } from '@parley/contracts';
import type { Position, TicketEvent, TicketStatus } from '@parley/contracts';

/** A ticket event with the time at which it entered the log. */
export interface TicketHappening {
  readonly event: TicketEvent;
  readonly at: Date;
}

/** How a lane stands. */
export interface LaneRow {
  readonly ticketKey: string;
  readonly conversationId: string;
  readonly organizationId: string;
  readonly state: 'open' | 'held' | 'parked';
  readonly reason: string | null;
  /** What letting it go would skip, where it is parked. */
  readonly effectId: string | null;
  readonly since: Date;
  /** Whether it stood otherwise earlier in the batch: then it stands so since then, whatever is stored. */
  readonly moved: boolean;
  readonly version: number;
}

/** A ticket as Zendesk has it. */
export interface TicketRow {
  readonly ticketKey: string;
  readonly generation: number;
  readonly conversationId: string;
  readonly organizationId: string;
  readonly zendeskTicketId: number;
  readonly status: TicketStatus | null;
  readonly version: number;
  readonly through: Position;
}

/** The newest standing of every lane in a batch, by ticket key. */
export function laneRows(happened: readonly TicketHappening[]): readonly LaneRow[] {
  const rows = new Map<string, LaneRow>();
  for (const { event, at } of happened) {
    if (event.type === 'parley.effect.changed.v1') continue;
    const { ticketKey, conversationId, organizationId, version } = event.data;
    const known = rows.get(ticketKey);
    if ((known?.version ?? -1) >= version) continue;
    const state = laneState(event.type);
    const reason = state === 'open' ? null : (event.data.reason ?? null);
    const effectId = event.type === 'parley.ticket.parked.v1' ? (event.data.effectId ?? null) : null;
    const stays = known?.state === state && known.reason === reason;
    rows.set(ticketKey, {
      ticketKey,
      conversationId,
      organizationId,
      state,
      reason,
      effectId,
      since: stays ? known.since : at,
      moved: known !== undefined && (known.moved || !stays),
      version,
    });
  }
  return [...rows.values()];
}

function laneState(type: Exclude<TicketEvent['type'], 'parley.effect.changed.v1'>): LaneRow['state'] {
  switch (type) {
    case 'parley.ticket.held.v1':
      return 'held';
    case 'parley.ticket.parked.v1':
      return 'parked';
    case 'parley.ticket.created.v1':
    case 'parley.ticket.updated.v1':
    case 'parley.ticket.closed.v1':
    case 'parley.ticket.resumed.v1':
      return 'open';
  }
}

/** Every ticket of a batch that Zendesk has, merged: how far it is by the greatest position, the rest by the highest version. */
export function ticketRows(happened: readonly TicketHappening[]): readonly TicketRow[] {
  const rows = new Map<string, TicketRow>();
  for (const { event } of happened) {
    const row = ticketRow(event);
    if (row === undefined) continue;
    const key = `${row.ticketKey}/${row.generation}`;
    const known = rows.get(key);
    rows.set(key, known === undefined ? row : merge(known, row));
  }
  return [...rows.values()];
}

function ticketRow({ type, data }: TicketEvent): TicketRow | undefined {
  if (type === 'parley.effect.changed.v1') return undefined;
  const { ticketKey, generation, conversationId, organizationId, zendeskTicketId, version, throughPosition } =
    data;
  if (zendeskTicketId === undefined || throughPosition === undefined) return undefined;
  const told = 'status' in data ? (data.status ?? null) : null;
  const status = type === 'parley.ticket.closed.v1' ? (told ?? 'closed') : told;
  return {
    ticketKey,
    generation,
    conversationId,
    organizationId,
    zendeskTicketId,
    status,
    version,
    through: throughPosition,
  };
}

function merge(known: TicketRow, next: TicketRow): TicketRow {
  const [older, newer] = known.version <= next.version ? [known, next] : [next, known];
  return {
    ...newer,
    status: newer.status ?? older.status,
    through: laterPosition(known.through, next.through),
  };
}
