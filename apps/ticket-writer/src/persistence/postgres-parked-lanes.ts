import { afterIgnored, readAchieved, type LogPosition } from '@parley/ticket-content';
import type { Transaction } from '@parley/platform';
import type { CarriedOut, Order, ParkedLanes } from '../follow-commands/parked-lanes.port';
import { Announcement, type LaneFacts } from '../lane/announce';
import { TICKET_DELETED } from '../lane/conclude';
import { achievedValues } from './lane-statements';
import { readAfter } from './lane-row';
import { recompute } from './recompute';

interface ParkedRow {
  readonly ticket_key: string;
  readonly organization_id: string;
  readonly conversation_id: string;
  readonly contact_id: string;
  readonly partition: number;
  readonly fired_epoch: number;
  readonly fired_offset: string;
  readonly through_epoch: number;
  readonly through_offset: string;
  readonly traceparent: string | null;
  readonly version: string;
  readonly generation: number;
  readonly ticket_id: string | null;
  readonly achieved: string;
  readonly reason: string;
  readonly parked_effect: string | null;
}

interface EffectRow {
  readonly label: string;
  readonly ticket_id: string | null;
  readonly kind: 'create' | 'follow-up' | 'update' | 'redact';
  readonly after: string | null;
  readonly from_position: string;
  readonly through_position: string;
}

/** Parked lanes in the service's own schema, inside the transaction of the batch that brought the orders. */
export class PostgresParkedLanes implements ParkedLanes {
  constructor(private readonly tx: Transaction) {}

  async carryOut(orders: readonly Order[], now: Date): Promise<CarriedOut> {
    const rows = await this.parked(orders);
    const events: CarriedOut['events'][number][] = [];
    const touched: string[] = [];
    for (const order of orders) {
      const row = rows.get(order.ticketKey);
      if (row === undefined || row.organization_id !== order.organizationId) continue;
      if (order.kind === 'ignore' && order.effectId !== row.parked_effect) continue;
      const announcement = new Announcement(factsOf(row), now);
      if (order.kind === 'retry') await this.retry(row);
      else await this.letGo(row, order, announcement);
      const told = announcement.resumed().told();
      await this.tx.query(
        `update lane set state = 'active', reason = null, detail = null, state_since = clock_timestamp(), not_before = null,
           parked_effect = null, sight = null, version = $2, epoch = epoch + 1, lease_owner = null, lease_until = null
         where ticket_key = $1`,
        [row.ticket_key, told.version],
      );
      events.push(...told.events);
      touched.push(row.ticket_key);
      // A second order for the same lane meets one that is not parked any more.
      rows.delete(row.ticket_key);
    }
    return { events, anyMayWork: await recompute(this.tx, touched) };
  }

  /** Locks the lanes in key order, as every flow does. */
  private async parked(orders: readonly Order[]): Promise<Map<string, ParkedRow>> {
    if (orders.length === 0) return new Map();
    const rows = await this.tx.query<ParkedRow>(
      `select ticket_key, organization_id, conversation_id, contact_id, partition, fired_epoch, fired_offset, through_epoch,
         through_offset, traceparent, version, generation, ticket_id, achieved, reason, parked_effect
       from lane where ticket_key = any($1::uuid[]) and state = 'parked' order by ticket_key for update`,
      [orders.map(({ ticketKey }) => ticketKey)],
    );
    return new Map(rows.map((row) => [row.ticket_key, row]));
  }

  /** A ticket that was deleted is looked for once more: it may be back from the bin. */
  private async retry({ ticket_key, reason }: ParkedRow): Promise<void> {
    await this.tx.query(`update lane set remade = $2 where ticket_key = $1`, [
      ticket_key,
      reason === TICKET_DELETED.reason,
    ]);
  }

  private async letGo(
    row: ParkedRow,
    { effectId, ignored }: Extract<Order, { kind: 'ignore' }>,
    announcement: Announcement,
  ): Promise<void> {
    const [effect] = await this.tx.query<EffectRow>(
      `update effect set state = 'ignored', body = null where id = $1 and ticket_key = $2 and state = 'rejected'
       returning label, kind, ticket_id, after, from_position, through_position`,
      [effectId, row.ticket_key],
    );
    const isDeleted = row.reason === TICKET_DELETED.reason;
    const stored = effect?.after ?? null;
    const after = stored === null ? undefined : readAfter(stored);
    const achieved = afterIgnored(
      readAchieved(JSON.parse(row.achieved)),
      isDeleted ? null : (after?.achieved ?? null),
      throughOf(row),
      row.ticket_id !== null,
      isDeleted ? null : { ...ignored, reason: row.reason },
    );
    await this.tx.query(
      `update lane set achieved = $2, achieved_epoch = $3, achieved_offset = $4, whole = $5 where ticket_key = $1`,
      [row.ticket_key, ...achievedValues(achieved)],
    );
    if (effect === undefined) return;
    await this.tx.query(`update effect set after = null where id = $1`, [effectId]);
    announcement.effect(
      {
        id: effectId,
        label: effect.label,
        kind: effect.kind,
        ticketId: effect.ticket_id === null ? null : Number(effect.ticket_id),
        from: JSON.parse(effect.from_position) as LogPosition,
        through: JSON.parse(effect.through_position) as LogPosition,
        ...(after === undefined ? {} : { after }),
      },
      'ignored',
    );
  }
}

function throughOf(row: ParkedRow): LogPosition {
  return { epoch: row.through_epoch, partition: row.partition, offset: Number(row.through_offset) };
}

function factsOf(row: ParkedRow): LaneFacts {
  return {
    ticketKey: row.ticket_key,
    organizationId: row.organization_id,
    conversationId: row.conversation_id,
    contactId: row.contact_id,
    firedAt: { epoch: row.fired_epoch, partition: row.partition, offset: Number(row.fired_offset) },
    ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
    version: Number(row.version),
    generation: row.generation,
    ticketId: row.ticket_id === null ? null : Number(row.ticket_id),
    customerId: null,
    achieved: readAchieved(JSON.parse(row.achieved)),
  };
}
