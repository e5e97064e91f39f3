import type { Transaction } from '@parley/platform';
import type { Achieved } from '@parley/ticket-content';
import type { HeldLane, LaneAfter, NewEffect, TicketSight } from '../lane/lane';
import type { Conclusion, Done, EffectCall, Halt } from '../lane/lane-store';
import { readAfter } from './lane-row';

/** Every statement changes the lane under the epoch that was claimed; no row means that it is another's by now. */
export const MINE = 'ticket_key = $1 and epoch = $2';

/** Notes progress that needed no call. */
export async function noteAchieved(
  tx: Transaction,
  held: HeldLane,
  achieved: Achieved,
  version?: number,
): Promise<boolean> {
  return changed(
    tx,
    `update lane set ${ACHIEVED}, version = coalesce($7, version) where ${MINE} returning 1`,
    [...keyOf(held), ...achievedValues(achieved), version ?? null],
  );
}

/** Notes the ticket as read just now. The time at which a stamp was first seen stays while the stamp does. */
export async function noteSight(
  tx: Transaction,
  held: HeldLane,
  sight: TicketSight | null,
): Promise<boolean> {
  return changed(
    tx,
    `update lane set sight = $3, ticket_status = coalesce($4, ticket_status),
       stamp_seen_at = case when $5::text is null or stamp = $5 then stamp_seen_at else clock_timestamp() end,
       stamp = coalesce($5, stamp), remade = remade and $3::text is null
     where ${MINE} returning 1`,
    [...keyOf(held), sight && JSON.stringify(sight), sight?.status ?? null, sight?.stamp ?? null],
  );
}

/** Stores an effect before its call. The unique index on unfinished effects refuses a second one. */
export async function beginEffect(
  tx: Transaction,
  held: HeldLane,
  effect: NewEffect,
  leaseMs: number,
  version: number,
): Promise<boolean> {
  const isMine = await changed(
    tx,
    `update lane set lease_until = clock_timestamp() + $3 * interval '1 ms', sequence = $4, version = $5
     where ${MINE} returning 1`,
    [...keyOf(held), leaseMs, effect.sequence, version],
  );
  if (!isMine) return false;
  await tx.query(
    `insert into effect (id, ticket_key, epoch, sequence, state, kind, label, call_class, ticket_id, generation, body, after,
       from_position, through_position, sent_as, traceparents, shows)
     values ($3, $1, $2, $4, 'in-flight', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      ...keyOf(held),
      effect.id,
      effect.sequence,
      effect.kind,
      effect.label,
      effect.callClass,
      effect.ticketId,
      effect.after.generation,
      Buffer.from(effect.body),
      JSON.stringify(effect.after),
      JSON.stringify(effect.from),
      JSON.stringify(effect.through),
      effect.sentAs,
      JSON.stringify(effect.traceparents),
      effect.shows.some((at) => at !== null) ? JSON.stringify(effect.shows) : null,
    ],
  );
  return true;
}

/** Notes the end of an effect, and what it makes of the lane. */
export async function concludeEffect(
  tx: Transaction,
  held: HeldLane,
  effectId: string,
  end: Conclusion,
  call: EffectCall,
  version: number,
): Promise<boolean> {
  const isNew = await changed(tx, `update lane set version = $3 where ${MINE} and version < $3 returning 1`, [
    ...keyOf(held),
    version,
  ]);
  // A repeat after a commit whose answer was lost: everything is there already.
  if (!isNew)
    return changed(tx, `select from lane where ${MINE} and version = $3`, [...keyOf(held), version]);
  const after = await endEffect(tx, effectId, end, call);
  switch (end.state) {
    case 'done':
      await completeLane(tx, held, effectId, after, end);
      break;
    case 'released':
      if (end.forgetSight === true) await noteSight(tx, held, null);
      if (end.comments !== undefined) {
        await changed(tx, `update lane set comments = $3 where ${MINE} returning 1`, [
          ...keyOf(held),
          end.comments,
        ]);
      }
      break;
    case 'rejected':
      await haltLane(tx, held, end.halt, effectId, version);
      break;
    case 'unknown':
      break;
  }
  return true;
}

/** Stops a lane. One that is held is tried again by itself; one that is parked keeps what letting it go would skip. */
export async function haltLane(
  tx: Transaction,
  held: HeldLane,
  halt: Halt,
  effectId: string,
  version: number,
): Promise<boolean> {
  return changed(
    tx,
    `update lane set state = $3, reason = $4, detail = $5, state_since = clock_timestamp(), version = $6,
       parked_effect = case when $3 = 'parked' then $8::uuid end,
       not_before = case when $7::float8 is null then not_before else clock_timestamp() + $7 * interval '1 ms' end
     where ${MINE} returning 1`,
    [...keyOf(held), halt.state, halt.reason, halt.detail, version, halt.retryAfterMs ?? null, effectId],
  );
}

/** The ledger's side of an end. Bytes and text are erased once the effect is in Zendesk; what was refused may be let go. */
async function endEffect(
  tx: Transaction,
  effectId: string,
  end: Conclusion,
  call: EffectCall,
): Promise<LaneAfter> {
  const [row] = await tx.query<{ after: string }>(
    `select after from effect where id = $1 and after is not null for update`,
    [effectId],
  );
  if (row === undefined) throw new Error('The ledger does not know the effect, or has seen its end');
  const done = end.state === 'done' ? end : undefined;
  await tx.query(
    `update effect set state = $2, reason = $3, suspect = $4, attempts = attempts + $5,
       ended_at = case when $2 = 'unknown' then null else clock_timestamp() end,
       body = case when $2 = 'unknown' then body end, after = case when $2 in ('unknown', 'rejected') or $4 then after end,
       status = coalesce($6, status), duration_ms = coalesce($7, duration_ms), request_id = coalesce($8, request_id),
       result_ticket_id = $9, audit_id = $10
     where id = $1`,
    [
      effectId,
      end.state,
      end.state === 'done' ? null : end.reason,
      end.state === 'released' && end.isSuspect === true,
      end.state === 'unknown' && call.status !== undefined ? 1 : 0,
      call.status ?? null,
      call.durationMs ?? null,
      call.requestId ?? null,
      done?.ticketId ?? null,
      done?.auditId ?? null,
    ],
  );
  return readAfter(row.after);
}

async function completeLane(
  tx: Transaction,
  held: HeldLane,
  effectId: string,
  after: LaneAfter,
  end: Done,
): Promise<void> {
  await tx.query(
    // What a comment took, or named, is decided no more; which file came with which message is kept.
    `with gone as (
       delete from attachment where ticket_key = $1 and (epoch, log_offset) <= ($4, $5)
       returning epoch, log_offset, state, attachment_id),
     kept as (
       insert into attached_file select $1, epoch, log_offset, attachment_id from gone
       where state = 'uploaded' and attachment_id is not null on conflict do nothing),
     -- A redaction leaves no marker.
     marked as (select sequence, first_sent_at from effect where id = $13 and kind <> 'redact')
     update lane set ${ACHIEVED}, generation = $7, earlier_ticket_id = $8, comments = $9, ticket_id = $10,
       written = coalesce((select sequence from marked), written),
       written_at = coalesce((select first_sent_at from marked), written_at),
       ticket_requester_id = $11, ticket_status = $12, state = 'active', reason = null, detail = null,
       state_since = case when state = 'active' then state_since else clock_timestamp() end
     where ${MINE}`,
    [
      ...keyOf(held),
      ...achievedValues(after.achieved),
      after.generation,
      after.earlierTicketId,
      after.comments,
      end.ticketId,
      after.requesterId,
      end.sight?.status ?? null,
      effectId,
    ],
  );
  await noteSight(tx, held, end.sight);
  // Once a later effect is in, a sender that slept is refused by its old stamp.
  await tx.query(
    `update effect set suspect = false, after = null where ticket_key = $1 and after is not null
       and state in ('released', 'rejected')`,
    [held.ticketKey],
  );
}

/** Columns that {@link achievedValues} fills, from `$3` on. */
export const ACHIEVED = `achieved = $3, achieved_epoch = $4, achieved_offset = $5, whole = $6`;

/** What the lane's own columns say of `achieved`, for {@link ACHIEVED}. */
export function achievedValues(achieved: Achieved): readonly unknown[] {
  const { position, history, followUpNoteDue, ignored } = achieved;
  const isWhole = position !== null && history === 'done' && !followUpNoteDue && ignored.length === 0;
  return [JSON.stringify(achieved), position?.epoch ?? null, position?.offset ?? null, isWhole];
}

/** Parameters of {@link MINE}. */
export function keyOf(held: HeldLane): readonly [string, number] {
  return [held.ticketKey, held.epoch];
}

async function changed(tx: Transaction, text: string, parameters: readonly unknown[]): Promise<boolean> {
  return (await tx.query(text, parameters)).length > 0;
}
