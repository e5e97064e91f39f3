import { duration } from './duration';

describe('a length of time', () => {
  it.each([
    [0.4, 'en', '0 sec'],
    [59, 'en', '59 sec'],
    [60, 'en', '1 min'],
    [7_199, 'en', '1 hr'],
    [172_800, 'en', '2 days'],
    [3_600, 'fr', '1 h'],
  ])('of %d s in %s is "%s"', (seconds, language, told) => {
    expect(duration(seconds, language).replaceAll('\u00a0', ' ')).toBe(told);
  });
});
