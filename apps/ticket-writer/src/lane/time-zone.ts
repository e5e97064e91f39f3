import { UTC, type TimeZone } from '@parley/ticket-content';

const MINUTE_MS = 60_000;
const zones = new Map<string, TimeZone>();

/** A time zone by its IANA name, from the runtime's own tables; UTC without a name, or where the runtime knows none. */
export function timeZoneOf(name: string | undefined): TimeZone {
  if (name === undefined) return UTC;
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = zoneNamed(name);
  zones.set(name, zone);
  return zone;
}

function zoneNamed(name: string): TimeZone {
  let clock: Intl.DateTimeFormat;
  try {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: name,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  } catch (error) {
    // A newer gateway may know zones that this runtime does not; the times are right in UTC, too.
    if (error instanceof RangeError) return UTC;
    throw error;
  }
  return {
    offsetMinutesAt: (epochMs) => {
      const shown = new Map(clock.formatToParts(epochMs).map(({ type, value }) => [type, Number(value)]));
      const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
      const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
      return Math.round((local - Math.floor(epochMs / MINUTE_MS) * MINUTE_MS) / MINUTE_MS);
    },
  };
}
