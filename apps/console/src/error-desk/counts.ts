import type { OverviewView } from '@parley/contracts';

type Counted = OverviewView['parked'][number];

/** How many wait for one reason. */
export interface ReasonCount {
  readonly reason: string;
  readonly count: number;
  readonly oldestSince: string;
}

/** How many wait for each reason, in one organization or in all; most first. */
export function countsByReason(
  counted: readonly Counted[],
  organizationId: string | undefined,
): readonly ReasonCount[] {
  const byReason = new Map<string, ReasonCount>();
  for (const { reason, count, oldestSince, organizationId: where } of counted) {
    if (organizationId !== undefined && where !== organizationId) continue;
    const known = byReason.get(reason);
    byReason.set(reason, {
      reason,
      count: count + (known?.count ?? 0),
      oldestSince:
        known !== undefined && Date.parse(known.oldestSince) < Date.parse(oldestSince)
          ? known.oldestSince
          : oldestSince,
    });
  }
  return [...byReason.values()].sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
}
