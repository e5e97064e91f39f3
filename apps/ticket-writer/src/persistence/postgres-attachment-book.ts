import type { Database } from '@parley/platform';
import type { AttachmentPlace, LogPosition } from '@parley/ticket-content';
import type { AttachmentBook, NotedAttachment, TryEnd } from '../bring-attachment/attachment-book';
import type { HeldLane } from '../lane/lane';

interface AttachmentRow {
  readonly epoch: number;
  readonly log_offset: string;
  readonly partition: number;
  readonly ordinal: number;
  readonly state: NotedAttachment['state'];
  readonly tries: number;
  readonly wait_ms: number;
  readonly token: string | null;
  readonly size: string | null;
  readonly size_limit: string | null;
  readonly fault: NotedAttachment['fault'];
}

/** Every write locks the lane under the held epoch first; no row means that it is another's by now. */
const MINE = `mine as (select ticket_key from lane where ticket_key = $1 and epoch = $2 for update)`;
const HOLD = `mine as (
  update lane set lease_until = clock_timestamp() + $3 * interval '1 ms'
  where ticket_key = $1 and epoch = $2 returning ticket_key)`;
const OF_PLACE = `a.ticket_key = m.ticket_key and a.epoch = $3 and a.log_offset = $4 and a.ordinal = $5`;

/** Attachments of lanes in the service's own schema. */
export class PostgresAttachmentBook implements AttachmentBook {
  constructor(private readonly database: Database) {}

  async noted(ticketKey: string): Promise<readonly NotedAttachment[]> {
    const rows = await this.database.query<AttachmentRow>(
      `select epoch, log_offset, partition, ordinal, state, tries, size, size_limit, fault,
         greatest(coalesce(extract(epoch from not_before - clock_timestamp()) * 1000, 0), 0)::float8 as wait_ms,
         case when usable_until > clock_timestamp() then token end as token
       from attachment where ticket_key = $1`,
      [ticketKey],
    );
    return rows.map(notedOf);
  }

  async begin(held: HeldLane, { at, ordinal }: AttachmentPlace, leaseMs: number) {
    const [row] = await this.database.query<{ tries: number; refusals: number }>(
      `with ${HOLD}
       insert into attachment (ticket_key, epoch, log_offset, partition, ordinal)
       select ticket_key, $4, $5, $6, $7 from mine
       on conflict (ticket_key, epoch, log_offset, ordinal) do update
         set state = 'trying', token = null, not_before = null,
           tries = case when attachment.state = 'trying' then attachment.tries + 1 else 1 end
       returning tries, refusals`,
      [...keyOf(held), leaseMs, at.epoch, at.offset, at.partition, ordinal],
    );
    return row;
  }

  async renew(held: HeldLane, leaseMs: number): Promise<boolean> {
    return this.changed(`with ${HOLD} select from mine`, [...keyOf(held), leaseMs]);
  }

  async end(held: HeldLane, { at, ordinal }: AttachmentPlace, end: TryEnd): Promise<boolean> {
    const place = [...keyOf(held), at.epoch, at.offset, ordinal];
    switch (end.kind) {
      case 'uploaded':
        return this.changed(
          `with ${MINE} update attachment a
           set state = 'uploaded', token = $6, size = $7, usable_until = clock_timestamp() + $8 * interval '1 ms',
             attachment_id = $9
           from mine m where ${OF_PLACE} returning 1`,
          [...place, end.token, end.size, end.usableForMs, end.attachmentId ?? null],
        );
      case 'left-out':
        return this.changed(
          `with ${MINE} update attachment a set state = 'left-out', fault = $6, size = $7, size_limit = $8
           from mine m where ${OF_PLACE} returning 1`,
          [...place, end.fault, end.size ?? null, end.limit ?? null],
        );
      case 'again':
        return this.changed(
          `with ${MINE} update attachment a set not_before = clock_timestamp() + $6 * interval '1 ms'
           from mine m where ${OF_PLACE} returning 1`,
          [...place, end.waitMs],
        );
      case 'not-tried':
        return this.changed(
          `with ${MINE} update attachment a set tries = a.tries - 1 from mine m where ${OF_PLACE} returning 1`,
          place,
        );
    }
  }

  async attachedWith(ticketKey: string, messages: readonly LogPosition[]): Promise<readonly number[]> {
    const rows = await this.database.query<{ readonly attachment_id: string }>(
      `select attachment_id from attached_file
       where ticket_key = $1 and (epoch, log_offset) in (select * from unnest($2::int[], $3::bigint[]))`,
      [ticketKey, messages.map(({ epoch }) => epoch), messages.map(({ offset }) => offset)],
    );
    return rows.map(({ attachment_id }) => Number(attachment_id));
  }

  async refused(held: HeldLane): Promise<boolean> {
    return this.changed(
      `with ${MINE}, gone as (
         update attachment a set state = 'trying', token = null, tries = 0, refusals = a.refusals + 1
         from mine m where a.ticket_key = m.ticket_key and a.state = 'uploaded')
       select from mine`,
      keyOf(held),
    );
  }

  private async changed(text: string, parameters: readonly unknown[]): Promise<boolean> {
    return (await this.database.query(text, parameters)).length > 0;
  }
}

function keyOf(held: HeldLane): readonly unknown[] {
  return [held.ticketKey, held.epoch];
}

function notedOf(row: AttachmentRow): NotedAttachment {
  return {
    at: { epoch: row.epoch, partition: row.partition, offset: Number(row.log_offset) },
    ordinal: row.ordinal,
    state: row.state,
    tries: row.tries,
    waitMs: row.wait_ms,
    token: row.token,
    size: row.size === null ? null : Number(row.size),
    fault: row.fault,
    limit: row.size_limit === null ? null : Number(row.size_limit),
  };
}
