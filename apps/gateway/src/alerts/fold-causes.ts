import { PARLEY_NAMESPACE, uuidV5 } from '@parley/contracts';
import type { AlertChannel, AlertKind, AlertNews } from '@parley/contracts';

/** What makes one alert one: everything of one kind, with one reason, at one organization. */
export interface CauseKey {
  readonly kind: AlertKind;
  readonly organizationId: string;
  /** Stable code within the kind. */
  readonly reason: string;
}

/** A cause that stands now. */
export interface StandingCause extends CauseKey {
  /** How many tickets, or processes, it concerns. */
  readonly count: number;
  readonly since: Date;
}

/** An alert that is not over. */
export interface OpenAlert extends StandingCause {
  readonly id: string;
  readonly lastSeenAt: Date;
  /** When something about it was said last, by channel; a channel that heard nothing is missing. */
  readonly told: Readonly<Partial<Record<AlertChannel, Date>>>;
}

/** When something is said. */
export interface AlertTimes {
  /** How long a cause must be away before its alert is over, in ms: one that comes and goes is one alert. */
  readonly resolvedAfterMs: number;
  /** How often a standing alert is said again, in ms; 0 for never. */
  readonly remindEveryMs: number;
}

/** What becomes of an alert, and what is said about it. */
export interface AlertChange {
  readonly alert: StandingCause & { readonly id: string };
  readonly state: 'opened' | 'seen' | 'resolved';
  readonly news: readonly { readonly channel: AlertChannel; readonly news: AlertNews }[];
}

/**
 * What the causes that stand now make of the open alerts: each cause has one open alert at most, whatever it happens to. A channel
 * that was switched on later hears of what stands; one that never heard of an alert is not told that it is over.
 */
export function foldCauses(
  open: readonly OpenAlert[],
  standing: readonly StandingCause[],
  channels: readonly AlertChannel[],
  times: AlertTimes,
  now: Date,
): readonly AlertChange[] {
  const known = new Map(open.map((alert) => [keyOf(alert), alert]));
  const changes: AlertChange[] = [];
  for (const cause of standing) {
    const key = keyOf(cause);
    const alert = known.get(key);
    known.delete(key);
    if (alert === undefined) {
      const id = uuidV5(PARLEY_NAMESPACE, JSON.stringify(['alert', key, now.toISOString()]));
      const news = channels.map((channel) => ({ channel, news: 'opened' as const }));
      changes.push({ alert: { ...cause, id }, state: 'opened', news });
    } else {
      const { id, since } = alert;
      const news = channels.flatMap((channel) => newsFor(channel, alert.told[channel], times, now));
      changes.push({ alert: { ...cause, since, id }, state: 'seen', news });
    }
  }
  for (const alert of known.values()) {
    if (now.getTime() - alert.lastSeenAt.getTime() < times.resolvedAfterMs) continue;
    const news = channels
      .filter((channel) => alert.told[channel] !== undefined)
      .map((channel) => ({ channel, news: 'resolved' as const }));
    changes.push({ alert, state: 'resolved', news });
  }
  return changes;
}

function newsFor(
  channel: AlertChannel,
  toldAt: Date | undefined,
  { remindEveryMs }: AlertTimes,
  now: Date,
): AlertChange['news'] {
  if (toldAt === undefined) return [{ channel, news: 'opened' }];
  const isDue = remindEveryMs > 0 && now.getTime() - toldAt.getTime() >= remindEveryMs;
  return isDue ? [{ channel, news: 'reminder' }] : [];
}

function keyOf({ kind, organizationId, reason }: CauseKey): string {
  return JSON.stringify([kind, organizationId, reason]);
}
