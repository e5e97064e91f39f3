import { formatTime, UTC } from '@parley/ticket-content';
import { timeZoneOf } from './time-zone';

describe('a time zone by its name', () => {
  it.each([
    ['Europe/Paris', '2026-01-15T09:30:00Z', '2026-01-15 10:30 UTC+01:00'],
    ['Europe/Paris', '2026-07-15T09:30:00Z', '2026-07-15 11:30 UTC+02:00'],
    ['America/St_Johns', '2026-01-01T01:00:00Z', '2025-12-31 21:30 UTC-03:30'],
    ['Asia/Kathmandu', '2026-11-21T23:59:59.9Z', '2026-11-22 05:44 UTC+05:45'],
    ['UTC', '2026-11-21T09:30:00Z', '2026-11-21 09:30 UTC'],
  ])('K2: %s shows %s as %s', (name, sentAt, shown) => {
    expect(formatTime(sentAt, timeZoneOf(name))).toBe(shown);
  });

  it('K2: is UTC where none is given, or where this runtime knows none of that name', () => {
    expect(timeZoneOf(undefined)).toBe(UTC);
    expect(timeZoneOf('Mars/Olympus_Mons')).toBe(UTC);
  });
});
