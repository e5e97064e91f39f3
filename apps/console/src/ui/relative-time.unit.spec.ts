import { relativeTime } from './relative-time';

const NOW = Date.parse('2026-11-22T12:00:00Z');

describe('a time as seen from now', () => {
  it.each([
    ['2026-11-22T11:59:59Z', 'en', '1 second ago'],
    ['2026-11-22T11:01:00Z', 'en', '59 minutes ago'],
    ['2026-11-22T10:00:00Z', 'en', '2 hours ago'],
    ['2026-11-21T12:00:00Z', 'en', 'yesterday'],
    ['2026-11-22T12:05:30Z', 'en', 'in 5 minutes'],
    ['2026-11-22T12:00:00Z', 'en', 'now'],
    ['2026-11-19T12:00:00Z', 'fr', 'il y a 3 jours'],
  ])('tells %s in %s as "%s"', (at, language, told) => {
    expect(relativeTime(at, NOW, language)).toBe(told);
  });
});
