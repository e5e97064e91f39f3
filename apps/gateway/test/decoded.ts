import type { CloudEvent } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';

const FIRST_MS = Date.parse('2026-11-21T12:00:00.000Z');

/** Events as a consumer of one partition gets them: consecutive places, a second apart. */
export function decoded<E extends CloudEvent>(
  events: readonly E[],
  place: { readonly partition?: number; readonly offset?: number; readonly topic?: string } = {},
): DecodedEvent<E>[] {
  const { partition = 0, offset: first = 0, topic = 'test' } = place;
  return events.map((event, index) => {
    const offset = first + index;
    const record = {
      topic,
      partition,
      offset,
      timestamp: FIRST_MS + offset * 1_000,
      key: null,
      value: null,
      headers: {},
    };
    return { event, position: { epoch: 0, partition, offset }, record };
  });
}
