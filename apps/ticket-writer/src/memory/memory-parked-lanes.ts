import { afterIgnored } from '@parley/ticket-content';
import type { CarriedOut, Order, ParkedLanes } from '../follow-commands/parked-lanes.port';
import { Announcement } from '../lane/announce';
import { TICKET_DELETED } from '../lane/conclude';
import { recordOf } from './memory-record';
import type { LaneEntry, MemoryTables } from './memory-tables';

/** Parked lanes in memory. */
export class MemoryParkedLanes implements ParkedLanes {
  constructor(private readonly tables: MemoryTables) {}

  carryOut(orders: readonly Order[], now: Date): Promise<CarriedOut> {
    const events: CarriedOut['events'][number][] = [];
    let anyMayWork = false;
    for (const order of orders) {
      const lane = this.tables.lanes.get(order.ticketKey);
      if (lane?.state !== 'parked' || lane.target.organizationId !== order.organizationId) continue;
      if (order.kind === 'ignore' && order.effectId !== lane.parkedEffect) continue;
      const announcement = new Announcement(recordOf(this.tables, order.ticketKey, lane), now);
      const isDeleted = lane.reason === TICKET_DELETED.reason;
      if (order.kind === 'ignore') this.letGo(lane, order, announcement);
      else lane.isRemade = isDeleted;
      const told = announcement.resumed().told();
      lane.state = 'active';
      lane.reason = null;
      lane.parkedEffect = null;
      lane.notBeforeMs = 0;
      lane.leaseUntilMs = 0;
      lane.sight = null;
      lane.epoch += 1;
      lane.version = told.version;
      this.tables.told.push(...told.events);
      events.push(...told.events);
      if (this.tables.recompute(order.ticketKey)) anyMayWork = true;
    }
    return Promise.resolve({ events, anyMayWork });
  }

  private letGo(
    lane: LaneEntry,
    { effectId, ignored }: Extract<Order, { kind: 'ignore' }>,
    announcement: Announcement,
  ): void {
    const entry = this.tables.effects.find(
      ({ effect, state }) => effect.id === effectId && state === 'rejected',
    );
    const reason = lane.reason ?? '';
    const isDeleted = reason === TICKET_DELETED.reason;
    lane.achieved = afterIgnored(
      lane.achieved,
      isDeleted ? null : (entry?.effect.after.achieved ?? null),
      lane.target.through,
      lane.ticketId !== null,
      isDeleted ? null : { ...ignored, reason },
    );
    if (entry === undefined) return;
    entry.state = 'ignored';
    announcement.effect(entry.effect, 'ignored');
  }
}
