import { laterOf } from '@parley/ticket-content';
import type { Target } from './intake';

/**
 * One target for each ticket key, in key order. Positions merge by maximum, all else goes by the highest version, so that
 * late and repeated requests do no harm.
 */
export function mergeTargets(targets: readonly Target[]): readonly Target[] {
  const merged = new Map<string, Target>();
  for (const target of targets) {
    const known = merged.get(target.ticketKey);
    merged.set(target.ticketKey, known === undefined ? target : mergedTarget(known, target));
  }
  return [...merged.values()].sort((a, b) => (a.ticketKey < b.ticketKey ? -1 : 1));
}

/** What two requests for the same ticket say together. */
export function mergedTarget(a: Target, b: Target): Target {
  const newer = b.version >= a.version ? b : a;
  const { requestedAtMs: _, ...merged } = { ...newer, through: laterOf(a.through, b.through) };
  const since = firstRequest(a, b);
  return since === undefined ? merged : { ...merged, requestedAtMs: since };
}

/** When the ticket was first asked for; not known where it was not noted for one of them. */
function firstRequest(a: Target, b: Target): number | undefined {
  if (a.requestedAtMs === undefined || b.requestedAtMs === undefined) return undefined;
  return Math.min(a.requestedAtMs, b.requestedAtMs);
}
