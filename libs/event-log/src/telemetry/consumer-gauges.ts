import { metrics, type BatchObservableResult, type Observable } from '@opentelemetry/api';
import { SCOPE } from '@parley/platform';
import type { ConsumerStatus } from '../ports/event-log';
import { LOG_ATTRIBUTE, LOG_METRIC } from './names';

/** Reports what consumers are doing whenever metrics are read. Gives back the function that ends it. */
export function observeConsumers(status: () => readonly ConsumerStatus[]): () => void {
  const meter = metrics.getMeter(SCOPE);
  const lag = meter.createObservableGauge(LOG_METRIC.lag, {
    unit: '{record}',
    description: 'Records between the stored position and the end of the log, as last seen',
  });
  const assigned = meter.createObservableGauge(LOG_METRIC.partitionsAssigned, { unit: '{partition}' });
  const halted = meter.createObservableGauge(LOG_METRIC.partitionsHalted, {
    unit: '{partition}',
    description: 'Partitions that wait for an operator',
  });
  const paused = meter.createObservableGauge(LOG_METRIC.partitionsPaused, { unit: '{partition}' });
  const instruments: Observable[] = [lag, assigned, halted, paused];
  const report = (result: BatchObservableResult): void => {
    for (const { group, partitions } of status()) {
      const ofGroup = { [LOG_ATTRIBUTE.group]: group };
      result.observe(assigned, partitions.length, ofGroup);
      result.observe(halted, partitions.filter(({ state }) => state === 'halted').length, ofGroup);
      result.observe(paused, partitions.filter(({ state }) => state === 'paused').length, ofGroup);
      for (const { topic, partition, lag: behind } of partitions)
        result.observe(lag, behind, {
          ...ofGroup,
          [LOG_ATTRIBUTE.topic]: topic,
          [LOG_ATTRIBUTE.partition]: String(partition),
        });
    }
  };
  meter.addBatchObservableCallback(report, instruments);
  return () => meter.removeBatchObservableCallback(report, instruments);
}
