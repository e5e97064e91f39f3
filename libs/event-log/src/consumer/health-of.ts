import type { HealthResult } from '@parley/platform';
import type { ConsumerStatus } from '../ports/event-log';

/** Readiness of consumers: every group joined, every assigned partition being read. */
export function healthOf(consumers: readonly ConsumerStatus[]): HealthResult {
  const faults = consumers.flatMap(({ group, joined, partitions }) => {
    if (!joined) return [`${group} has not joined its group`];
    return partitions
      .filter(({ state }) => state !== 'reading')
      .map(({ topic, partition, state, reason }) => `${topic}/${partition} ${state} ${reason ?? ''}`.trim());
  });
  return faults.length === 0 ? { ok: true } : { ok: false, detail: faults.slice(0, 5).join('; ') };
}
