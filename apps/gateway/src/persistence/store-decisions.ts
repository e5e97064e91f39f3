import type { SyncDecided, SyncEvent, SyncHeld, SyncRequested } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import type { Transaction } from '@parley/platform';
import { decisionEntry } from '../read-model/timeline-entries';
import { noteBehind } from './behind-targets';
import { lockConversations, refreshStates } from './conversation-states';
import { sharingCustomers } from './customer-lock';
import { emailJudgement, judgeRoutings } from './routings';
import { rowSet } from './row-set';
import { storeTimeline } from './timeline-rows';

/** A decision that moves a target or a gate. */
type Seen = Exclude<SyncEvent, SyncDecided>;

/** A decision with the time at which it entered the log. */
interface Decided<E> {
  readonly event: E;
  readonly at: Date;
}

/** Writes decisions of trigger-evaluator: gates by version, targets by version and greatest position. */
export async function storeDecisions(
  tx: Transaction,
  events: readonly DecodedEvent<SyncEvent>[],
): Promise<void> {
  const decided = events.flatMap(({ event, record }) =>
    // For the record alone: nothing that anybody sees has moved.
    event.type === 'parley.sync.decided.v1' ? [] : [{ event, at: new Date(record.timestamp) }],
  );
  if (decided.length === 0) return;
  await sharingCustomers(tx);
  await lockConversations(
    tx,
    decided.map(({ event, at }) => ({ ...event.data, at })),
  );
  await storeGates(tx, decided.filter(isHeld));
  await storeTargets(tx, decided.filter(isRequested));
  const ticketKeys = decided.filter(isRequested).map(({ event }) => event.data.ticketKey);
  if (ticketKeys.length > 0) await noteBehind(tx, { ticketKeys }, false);
  const conversationIds = decided.filter(isHeld).map(({ event }) => event.data.conversationId);
  if (conversationIds.length > 0) await noteBehind(tx, { conversationIds }, true);
  await judgeRoutings(
    tx,
    decided.flatMap(({ event }) => emailJudgement(event) ?? []),
  );
  await storeTimeline(
    tx,
    decided.map(({ event, at }) => decisionEntry(event, at)),
  );
  await refreshStates(
    tx,
    decided.map(({ event }) => event.data.conversationId),
  );
}

function isHeld(decided: Decided<Seen>): decided is Decided<SyncHeld> {
  return decided.event.type === 'parley.sync.held.v1';
}

function isRequested(decided: Decided<Seen>): decided is Decided<SyncRequested> {
  return decided.event.type === 'parley.sync.requested.v1';
}

async function storeGates(tx: Transaction, decided: readonly Decided<SyncHeld>[]): Promise<void> {
  const newest = new Map<string, Decided<SyncHeld>>();
  for (const one of decided) {
    const { conversationId, version } = one.event.data;
    if ((newest.get(conversationId)?.event.data.version ?? -1) < version) newest.set(conversationId, one);
  }
  if (newest.size === 0) return;
  const set = rowSet('g', [...newest.values()], {
    conversation_id: ['text', ({ event }) => event.data.conversationId],
    organization_id: ['text', ({ event }) => event.data.organizationId ?? null],
    version: ['bigint', ({ event }) => event.data.version],
    at: ['timestamptz', ({ at }) => at],
    reason: ['text', ({ event }) => event.data.gates.find(({ open }) => !open)?.reason ?? null],
    gates: ['text', ({ event }) => JSON.stringify(event.data.gates)],
  });
  await tx.query(
    `insert into gate_report as r (${set.names}) select * from ${set.from}
     on conflict (conversation_id) do update set organization_id = excluded.organization_id, version = excluded.version,
       at = excluded.at, reason = excluded.reason, gates = excluded.gates
     where r.version < excluded.version`,
    set.parameters,
  );
}

/** One row for each target of a batch, merged; a batch often moves the same target several times. */
interface TargetRow extends Decided<SyncRequested> {
  readonly through: SyncRequested['data']['throughPosition'];
}

async function storeTargets(tx: Transaction, decided: readonly Decided<SyncRequested>[]): Promise<void> {
  const merged = new Map<string, TargetRow>();
  for (const one of decided) {
    const known = merged.get(one.event.data.ticketKey);
    merged.set(
      one.event.data.ticketKey,
      known === undefined ? { ...one, through: one.event.data.throughPosition } : merge(known, one),
    );
  }
  if (merged.size === 0) return;
  const set = rowSet('t', [...merged.values()], {
    ticket_key: ['uuid', ({ event }) => event.data.ticketKey],
    conversation_id: ['text', ({ event }) => event.data.conversationId],
    organization_id: ['text', ({ event }) => event.data.organizationId],
    mode: ['text', ({ event }) => event.data.mode],
    requester_key: ['text', ({ event }) => event.data.requester.key],
    frozen: ['boolean', ({ event }) => event.data.frozen],
    version: ['bigint', ({ event }) => event.data.version],
    fired_at: ['timestamptz', ({ at }) => at],
    trigger_source: ['text', ({ event }) => event.data.trigger.source],
    trigger_id: ['text', ({ event }) => event.data.trigger.id],
    epoch: ['integer', ({ through }) => through.epoch],
    partition: ['integer', ({ through }) => through.partition],
    offset: ['bigint', ({ through }) => through.offset],
  });
  await tx.query(upsertTargets(set.names, set.from), set.parameters);
}

function merge(known: TargetRow, next: Decided<SyncRequested>): TargetRow {
  const newer = next.event.data.version >= known.event.data.version ? next : known;
  const { throughPosition } = next.event.data;
  const later =
    throughPosition.epoch > known.through.epoch ||
    (throughPosition.epoch === known.through.epoch && throughPosition.offset > known.through.offset);
  return {
    ...newer,
    at: known.at < next.at ? known.at : next.at,
    through: later ? throughPosition : known.through,
  };
}

/** Positions merge by maximum, every other field by the highest version, the time of firing by the earliest. */
function upsertTargets(names: string, from: string): string {
  const newer = ['mode', 'requester_key', 'frozen', 'trigger_source', 'trigger_id', 'version']
    .map(
      (column) =>
        `${column} = case when s.version < excluded.version then excluded.${column} else s.${column} end`,
    )
    .join(', ');
  const later = ['epoch', 'partition', '"offset"']
    .map(
      (column) =>
        `${column} = case when (s.epoch, s."offset") < (excluded.epoch, excluded."offset") then excluded.${column} else s.${column} end`,
    )
    .join(', ');
  return `insert into sync_target as s (${names}) select * from ${from}
    on conflict (ticket_key) do update set ${newer}, ${later}, fired_at = least(s.fired_at, excluded.fired_at)`;
}
