import { ATTRIBUTE, createLogger, meter, METRIC, type Database } from '@parley/platform';
import type { LaneWatch } from '../lane/ports';

const logger = createLogger('lanes');
const effects = meter.createCounter(METRIC.effects, {
  unit: '{effect}',
  description: 'Ends of effects, by kind and state',
});

/** Logs and counts what lanes meet. */
export const laneWatch: LaneWatch = {
  severalTickets: (organizationId, ticketKey, ticketIds) =>
    logger.error(
      { organizationId, ticketKey, ticketIds },
      'several tickets carry one external id; the oldest is taken',
    ),
  unpermittedKeys: (organizationId, keys) =>
    logger.error({ organizationId, keys }, 'Zendesk dropped properties that it does not know'),
  notRedacted: (organizationId, ticketKey, commentId) =>
    logger.error(
      { organizationId, ticketKey, commentId },
      'a comment shows a deleted message and could not be redacted',
    ),
  effectEnded: (label, state) =>
    effects.add(1, { [ATTRIBUTE.effectKind]: label, [ATTRIBUTE.outcome]: state }),
};

interface LaneCounts {
  readonly behind: number;
  readonly oldest_s: number | null;
  readonly halted: readonly { readonly reason: string; readonly lanes: number }[] | null;
  readonly unknown: number;
}

/** Every part of it reads a small index. */
const COUNTS = `
  select (select count(*)::int from lane where workable) as behind,
    (select extract(epoch from clock_timestamp() - min(behind_since))::float8 from lane where workable) as oldest_s,
    (select json_agg(h) from (select coalesce(reason, '') as reason, count(*)::int as lanes from lane
       where state <> 'active' group by 1) h) as halted,
    (select count(*)::int from effect where state = 'unknown') as unknown`;

/** Publishes how far lanes are behind, read from the database when somebody asks. Gives back the function that ends it. */
export function observeLanes(database: Database): () => void {
  const behind = meter.createObservableGauge(METRIC.lanesBehind, {
    unit: '{lane}',
    description: 'Lanes that may work',
  });
  const oldest = meter.createObservableGauge(METRIC.oldestTargetAge, {
    unit: 's',
    description: 'Age of the oldest target that was not reached and may be',
  });
  const parked = meter.createObservableGauge(METRIC.lanesParked, {
    unit: '{lane}',
    description: 'Halted lanes by reason',
  });
  const unknown = meter.createObservableGauge(METRIC.effectsUnknown, {
    unit: '{effect}',
    description: 'Effects of unknown end',
  });
  const gauges = [behind, oldest, parked, unknown];
  const observe: Parameters<typeof meter.addBatchObservableCallback>[0] = async (result) => {
    try {
      const [counts] = await database.query<LaneCounts>(COUNTS);
      if (counts === undefined) return;
      result.observe(behind, counts.behind);
      result.observe(oldest, counts.oldest_s ?? 0);
      result.observe(unknown, counts.unknown);
      for (const { reason, lanes } of counts.halted ?? [])
        result.observe(parked, lanes, { [ATTRIBUTE.reason]: reason });
    } catch (error) {
      logger.warn({ err: error }, 'lanes could not be counted');
    }
  };
  meter.addBatchObservableCallback(observe, gauges);
  return () => meter.removeBatchObservableCallback(observe, gauges);
}
