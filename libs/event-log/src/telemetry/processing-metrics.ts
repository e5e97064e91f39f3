import { metrics } from '@opentelemetry/api';
import { SCOPE } from '@parley/platform';
import { LOG_METRIC } from './names';

/** Instruments of batch processing; made when they are first used, so that the SDK is there before them. */
export type ProcessingMetrics = ReturnType<typeof create>;

let made: ProcessingMetrics | undefined;

export function processingMetrics(): ProcessingMetrics {
  made ??= create();
  return made;
}

function create() {
  const meter = metrics.getMeter(SCOPE);
  return {
    duplicatesSkipped: meter.createCounter(LOG_METRIC.duplicatesSkipped, {
      unit: '{event}',
      description: 'Events whose source and id were seen before (T12)',
    }),
    deadLetters: meter.createCounter(LOG_METRIC.deadLetters, { unit: '{message}' }),
    batchSize: meter.createHistogram(LOG_METRIC.batchSize, { unit: '{record}' }),
    batchDuration: meter.createHistogram(LOG_METRIC.batchDuration, { unit: 's' }),
    contactsParked: meter.createCounter(LOG_METRIC.contactsParked, {
      unit: '{contact}',
      description: 'Contacts stopped because folding their events threw',
    }),
    batchesFenced: meter.createCounter(LOG_METRIC.batchesFenced, {
      unit: '{batch}',
      description: 'Batches that wrote nothing because another member had stored theirs first',
    }),
    outboxPending: meter.createUpDownCounter(LOG_METRIC.outboxPending, { unit: '{row}' }),
    outboxRelayed: meter.createCounter(LOG_METRIC.outboxRelayed, {
      unit: '{row}',
      description: 'Outbox rows that the relay had to publish because their owner did not',
    }),
  };
}
