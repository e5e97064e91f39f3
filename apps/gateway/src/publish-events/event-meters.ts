import { METRIC, meter } from '@parley/platform';

/** Counters of the HTTP door. */
export const eventMeters = {
  accepted: meter.createCounter(METRIC.eventsAccepted, { description: 'Events that Kafka acknowledged' }),
  rejected: meter.createCounter(METRIC.eventsRejected, { description: 'Events refused at the HTTP door' }),
};
