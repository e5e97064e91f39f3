import { durationOf } from './duration';

describe('how long something takes', () => {
  it.each([
    [0, 'en', '0 seconds'],
    [0.2, 'en', '1 second'],
    [59, 'en', '59 seconds'],
    [61, 'en', '2 minutes'],
    [3_600, 'en', '1 hour'],
    [100_000, 'en', '2 days'],
    [120, 'fr', '2 minutes'],
  ])('tells %s s in %s as "%s"', (seconds, language, told) => {
    expect(durationOf(seconds, language)).toBe(told);
  });
});
