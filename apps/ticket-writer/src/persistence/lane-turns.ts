import { NOTHING_ACHIEVED, type Achieved, type LogPosition } from '@parley/ticket-content';
import type { Database, Transaction } from '@parley/platform';
import type { HeldLane, ShownComment, TakenUp } from '../lane/lane';
import { TAKEN_UP } from '../lane/lane-store';
import { ACHIEVED, achievedValues, keyOf, MINE } from './lane-statements';

/** The ticket that the lane's one was merged into takes its place (K11). */
export async function followTicket(
  tx: Transaction,
  held: HeldLane,
  ticketId: number,
  achieved: Achieved,
  version: number,
): Promise<boolean> {
  const rows = await tx.query(
    `update lane set ${ACHIEVED}, ticket_id = $7, version = $8, sight = null, ticket_status = null, remade = false
     where ${MINE} returning 1`,
    [...keyOf(held), ...achievedValues(achieved), ticketId, version],
  );
  return rows.length > 0;
}

/** The next generation, with everything up to the target as its history (K11). */
export async function restartLane(tx: Transaction, held: HeldLane): Promise<boolean> {
  const rows = await tx.query(
    `update lane set ${ACHIEVED}, generation = generation + 1, ticket_id = null, earlier_ticket_id = null, comments = 0,
       ticket_requester_id = null, ticket_status = null, sight = null, remade = false,
       fired_epoch = through_epoch, fired_offset = through_offset
     where ${MINE} returning 1`,
    [...keyOf(held), ...achievedValues(NOTHING_ACHIEVED)],
  );
  return rows.length > 0;
}

/** What is in Zendesk already is achieved; nothing of it is in hand any more (K15). */
export async function takeUpPlace(
  tx: Transaction,
  held: HeldLane,
  { after, firedAt, sequence, ticketId, writtenAt }: TakenUp,
  version: number,
): Promise<boolean> {
  const rows = await tx.query(
    `update lane set ${ACHIEVED}, generation = $7, earlier_ticket_id = $8, comments = $9, ticket_requester_id = $10,
       ticket_id = $11, fired_epoch = $12, fired_offset = $13, sequence = greatest(sequence, $14), written = $14,
       written_at = $15, version = $16, sight = null, ticket_status = null, remade = false
     where ${MINE} returning 1`,
    [
      ...keyOf(held),
      ...achievedValues(after.achieved),
      after.generation,
      after.earlierTicketId,
      after.comments,
      after.requesterId,
      ticketId,
      firedAt.epoch,
      firedAt.offset,
      sequence,
      writtenAt,
      version,
    ],
  );
  if (rows.length === 0) return false;
  await tx.query(
    `update effect set suspect = false, after = null, body = null,
       state = case when state in ('in-flight', 'unknown') then 'released' else state end,
       reason = case when state in ('in-flight', 'unknown') then $2 else reason end,
       ended_at = coalesce(ended_at, clock_timestamp())
     where ticket_key = $1 and (state in ('in-flight', 'unknown') or suspect)`,
    [held.ticketKey, TAKEN_UP],
  );
  const { position } = after.achieved;
  if (position === null) return true;
  await tx.query(`delete from attachment where ticket_key = $1 and (epoch, log_offset) <= ($2, $3)`, [
    held.ticketKey,
    position.epoch,
    position.offset,
  ]);
  return true;
}

interface ShownRow {
  readonly id: string;
  readonly result_ticket_id: string;
  readonly audit_id: string | null;
  readonly first_sent_at: Date;
  readonly shows: string;
}

/** Comments of the lane's that show the text of one of these facts, oldest first (K13). */
export async function commentsShowing(
  database: Database,
  held: HeldLane,
  texts: readonly LogPosition[],
): Promise<readonly ShownComment[]> {
  const rows = await database.query<ShownRow>(
    `select id, result_ticket_id, audit_id, first_sent_at, shows from effect e
     where ticket_key = $1 and shows is not null and state = 'done' and exists (
       select from jsonb_array_elements(shows::jsonb) s
       where ((s ->> 'epoch')::int, (s ->> 'offset')::bigint) in (select * from unnest($2::int[], $3::bigint[])))
     order by sequence`,
    [held.ticketKey, texts.map(({ epoch }) => epoch), texts.map(({ offset }) => offset)],
  );
  return rows.map((row) => ({
    effectId: row.id,
    ticketId: Number(row.result_ticket_id),
    auditId: row.audit_id === null ? null : Number(row.audit_id),
    firstSentAt: row.first_sent_at,
    shows: JSON.parse(row.shows) as ShownComment['shows'],
  }));
}
