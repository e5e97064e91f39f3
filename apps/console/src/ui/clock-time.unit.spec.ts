import { clockTime } from './clock-time';

/** In whatever time zone this runs. */
const local = (year: number, month: number, day: number, hour: number) =>
  new Date(year, month - 1, day, hour, 30).toISOString();

describe('a time as a clock tells it', () => {
  const now = new Date(2026, 10, 22, 18, 0).getTime();

  it.each([
    [local(2026, 11, 22, 9), 'fr', '09:30'],
    [local(2026, 11, 21, 9), 'fr', '21 nov., 09:30'],
    [local(2025, 11, 21, 9), 'fr', '21 nov. 2025, 09:30'],
    [local(2026, 11, 22, 9), 'en-GB', '09:30'],
  ])('tells %s in %s as %s', (at, language, told) => {
    expect(clockTime(at, now, language)).toBe(told);
  });
});
