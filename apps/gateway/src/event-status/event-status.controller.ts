import { Controller, Inject, Query } from '@nestjs/common';
import { EventStatusQuerySchema, EventStatusSchema } from '@parley/contracts';
import type { EventRef, EventStatus } from '@parley/contracts';
import { CurrentCaller } from '../access/caller';
import type { Caller } from '../access/caller';
import { ROLES } from '../access/role';
import { ApiRoute } from '../http-edge/api-route';
import { ProblemError } from '../http-edge/problem';
import { RecentlyAccepted } from '../publish-events/recently-accepted';
import { appears } from '../read-model/appears';
import { EVENT_TRACES } from './event-trace';
import type { EventTraces } from './event-trace';
import { statusOfEvent } from './status-of-event';

/** How long an event that another replica has just accepted may take to appear, in milliseconds. */
const APPEARS_WITHIN_MS = 500;

/** What became of an event (X4). */
@Controller()
export class EventStatusController {
  constructor(
    @Inject(EVENT_TRACES) private readonly traces: EventTraces,
    @Inject(RecentlyAccepted) private readonly recent: Pick<RecentlyAccepted, 'has'>,
  ) {}

  @ApiRoute({
    method: 'GET',
    path: '/v1/events/status',
    operation: 'getEventStatus',
    tag: 'Events',
    summary: 'Tells what became of an event, from the moment it was accepted',
    description: 'A publisher may ask about events within its own prefixes.',
    access: [...ROLES, 'publisher'],
    query: EventStatusQuerySchema,
    status: 200,
    response: EventStatusSchema,
    problems: ['event-unknown', 'outside-prefix'],
  })
  async get(@Query() { source, id }: EventRef, @CurrentCaller() caller: Caller): Promise<EventStatus> {
    assertOwn(caller, source, id);
    const trace = await appears(
      () => this.traces.find(source, id),
      (found) => found !== undefined || this.recent.has(source, id),
      APPEARS_WITHIN_MS,
    );
    if (trace === undefined && this.recent.has(source, id)) return { state: 'accepted', duplicates: 0 };
    const status = trace && statusOfEvent(trace);
    if (status !== undefined) return status;
    throw new ProblemError(
      'event-unknown',
      trace === undefined
        ? 'No event with this source and id was accepted.'
        : 'The event was rejected: it names another contact than its conversation has (conversation-moved).',
    );
  }
}

function assertOwn(caller: Caller, source: string, id: string): void {
  if (caller.kind !== 'publisher') return;
  const { sourcePrefix, idPrefix } = caller.publisher;
  if (source.startsWith(sourcePrefix ?? '') && id.startsWith(idPrefix ?? '')) return;
  throw new ProblemError(
    'outside-prefix',
    'This publisher may ask about events within its own prefixes only.',
  );
}
