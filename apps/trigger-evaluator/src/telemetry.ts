import { ATTRIBUTE, meter, METRIC } from '@parley/platform';
import type { Tellings } from './fold-events/tellings';

const decisions = meter.createCounter(METRIC.decisions, {
  unit: '{decision}',
  description: 'Decisions about conversations, by kind',
});
const reevaluated = meter.createCounter(METRIC.reevaluated, {
  unit: '{conversation}',
  description: 'Conversations looked at again because a gate may have opened',
});
const moved = meter.createCounter(METRIC.conversationsMoved, {
  unit: '{event}',
  description: 'Events refused because they name another contact than their conversation began with',
});

/** Counts what was decided in a transaction that committed. */
export function countDecisions({ counts }: Tellings): void {
  for (const [kind, count] of counts) decisions.add(count, { [ATTRIBUTE.outcome]: kind });
}

/** Counts conversations that were looked at again. */
export function countReevaluated(conversations: number): void {
  reevaluated.add(conversations);
}

/** Counts events that were refused as `conversation-moved`. */
export function countMoved(events: number): void {
  moved.add(events);
}
