import { shorten } from './cut';
import { cleanText } from './escape';

/** A time zone as arithmetic: what a place's clocks show, without the runtime's own tables. */
export interface TimeZone {
  /** Minutes that the zone's clocks are ahead of UTC at an instant (milliseconds since 1970). */
  offsetMinutesAt(epochMs: number): number;
}

/** Coordinated universal time. */
export const UTC: TimeZone = { offsetMinutesAt: () => 0 };

/**
 * Shows an upstream time, `2026-11-21 09:30 UTC` or `2026-11-21 10:30 UTC+01:00`: the same in every language and on
 * every machine. Text that is no time is shown as it came, shortened.
 * @param sentAt RFC 3339
 */
export function formatTime(sentAt: string, zone: TimeZone): string {
  const epochMs = Date.parse(sentAt);
  const asItCame = shorten(cleanText(sentAt), 40);
  if (Number.isNaN(epochMs)) return asItCame;
  const offset = Math.trunc(zone.offsetMinutesAt(epochMs));
  const shown = new Date(epochMs + offset * 60_000);
  if (Number.isNaN(shown.getTime())) return asItCame;
  return `${shown.toISOString().slice(0, -8).replace('T', ' ')} ${offsetLabel(offset)}`;
}

function offsetLabel(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const ahead = Math.abs(minutes);
  const hours = String(Math.trunc(ahead / 60)).padStart(2, '0');
  return `UTC${minutes < 0 ? '-' : '+'}${hours}:${String(ahead % 60).padStart(2, '0')}`;
}
