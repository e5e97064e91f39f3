import { derivedEventId, type EffectState, type TicketEvent, type TicketStatus } from '@parley/contracts';
import type { LogPosition } from '@parley/ticket-content';
import type { LaneAfter, LaneRecord, NewEffect } from './lane';
import type { Announced, Conclusion, EffectCall, Halt } from './lane-store';

const SOURCE = '/parley/ticket-writer';

type EffectFacts = Pick<NewEffect, 'id' | 'label' | 'from' | 'through'> & {
  readonly ticketId: number | null;
  readonly kind?: NewEffect['kind'];
  readonly after?: LaneAfter;
};

/** What of a lane its events say. */
export type LaneFacts = Pick<
  LaneRecord,
  | 'ticketKey'
  | 'organizationId'
  | 'conversationId'
  | 'contactId'
  | 'firedAt'
  | 'traceparent'
  | 'version'
  | 'generation'
  | 'ticketId'
  | 'achieved'
  | 'customerId'
>;

/** Collects what one write tells the world, each event with the next version of its lane. */
export class Announcement {
  private readonly events: TicketEvent[] = [];
  private version: number;

  constructor(
    private readonly record: LaneFacts,
    private readonly now: Date,
  ) {
    this.version = record.version;
  }

  /** An effect changed its state. */
  effect(effect: EffectFacts, state: EffectState, call: EffectCall = {}, reason?: string): this {
    const { ticketId } = effect;
    const lane = this.next();
    this.events.push({
      ...this.envelope('parley.effect.changed.v1'),
      data: {
        ...lane,
        generation: this.record.generation,
        effectId: effect.id,
        kind: effect.label,
        state,
        ...callTarget(effect),
        ...(ticketId === null ? {} : { zendeskTicketId: ticketId }),
        ...call,
        ...(reason === undefined ? {} : { reason }),
        fromPosition: effect.from,
        throughPosition: effect.through,
      },
    });
    return this;
  }

  /** A ticket was written; `status` where it is known. */
  written(
    created: boolean,
    after: Pick<LaneAfter, 'achieved' | 'generation'>,
    ticketId: number,
    status: TicketStatus | undefined,
  ): this {
    const data = {
      ...this.next(),
      generation: after.generation,
      zendeskTicketId: ticketId,
      throughPosition: shownPosition(after.achieved.position, this.record),
      ...(status === undefined ? {} : { status }),
    };
    if (created) this.events.push({ ...this.envelope('parley.ticket.created.v1'), data });
    else if (status === 'closed') this.events.push({ ...this.envelope('parley.ticket.closed.v1'), data });
    else this.events.push({ ...this.envelope('parley.ticket.updated.v1'), data });
    return this;
  }

  /** The ticket shows everything up to there already: what came asked for no change of it. */
  passed(position: LogPosition, ticketId: number): this {
    const data = {
      ...this.next(),
      generation: this.record.generation,
      zendeskTicketId: ticketId,
      throughPosition: position,
      unchanged: true,
    };
    this.events.push({ ...this.envelope('parley.ticket.updated.v1'), data });
    return this;
  }

  /** The lane stops; `effectId` is what letting it go would skip. */
  halted({ state, reason }: Halt, effectId: string): this {
    const data = { ...this.next(), ...this.ticketSoFar(), reason };
    if (state === 'parked')
      this.events.push({ ...this.envelope('parley.ticket.parked.v1'), data: { ...data, effectId } });
    else {
      const { customerId } = this.record;
      const isRefused = reason.startsWith('customer-') && customerId !== null;
      const refused = isRefused ? { zendeskUserId: customerId } : {};
      this.events.push({ ...this.envelope('parley.ticket.held.v1'), data: { ...data, ...refused } });
    }
    return this;
  }

  /** The lane goes on after it was held or parked. */
  resumed(): this {
    const data = { ...this.next(), ...this.ticketSoFar() };
    this.events.push({ ...this.envelope('parley.ticket.resumed.v1'), data });
    return this;
  }

  told(): Announced {
    return { events: this.events, version: this.version };
  }

  /** What every event says, with the next version. */
  private next() {
    const { organizationId, conversationId, contactId, ticketKey } = this.record;
    this.version += 1;
    return { version: this.version, organizationId, conversationId, contactId, ticketKey };
  }

  /** What of the lane is in Zendesk. */
  private ticketSoFar() {
    const { ticketId, achieved, generation } = this.record;
    return {
      generation,
      ...(ticketId === null ? {} : { zendeskTicketId: ticketId }),
      ...(achieved.position === null ? {} : { throughPosition: achieved.position }),
    };
  }

  private envelope<T extends TicketEvent['type']>(type: T) {
    const { ticketKey, conversationId, contactId, traceparent } = this.record;
    return {
      specversion: '1.0' as const,
      id: derivedEventId(type, ticketKey, this.version),
      source: SOURCE,
      type,
      time: this.now.toISOString(),
      subject: conversationId,
      partitionkey: contactId,
      datacontenttype: 'application/json',
      ...(traceparent === undefined ? {} : { traceparent }),
    };
  }
}

/** What an effect's end tells: the effect's own change, and what it made of the ticket or the lane. */
export function announceEnd(
  record: LaneRecord,
  effect: EffectFacts & { readonly after: LaneAfter },
  end: Conclusion,
  call: EffectCall,
  now: Date,
): Announced {
  const announcement = new Announcement(record, now);
  switch (end.state) {
    case 'done': {
      announcement.effect({ ...effect, ticketId: effect.ticketId }, 'done', call);
      if (record.state === 'held') announcement.resumed();
      return announcement
        .written(effect.ticketId === null, effect.after, end.ticketId, end.sight?.status ?? end.status)
        .told();
    }
    case 'released':
    case 'unknown':
      return announcement.effect(effect, end.state, call, end.reason).told();
    case 'rejected':
      return announcement.effect(effect, 'rejected', call, end.reason).halted(end.halt, effect.id).told();
  }
}

/** The call of an effect. */
export function callTarget({ kind, ticketId, after }: Pick<EffectFacts, 'kind' | 'ticketId' | 'after'>): {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
} {
  if (ticketId === null) return { method: 'POST', path: '/api/v2/tickets' };
  const redacted = kind === 'redact' ? after?.achieved.redaction?.comments.at(-1) : undefined;
  if (redacted !== undefined) return { method: 'PUT', path: `/api/v2/comment_redactions/${redacted}` };
  return { method: 'PUT', path: `/api/v2/tickets/${ticketId}` };
}

/** The last place that is wholly in the ticket: before any, the place just ahead of the first message. */
export function shownPosition(
  position: LogPosition | null,
  record: Pick<LaneRecord, 'firedAt'>,
): LogPosition {
  return position ?? { ...record.firedAt, epoch: 0, offset: 0 };
}
