import { fixedClock } from './fixed-clock';

describe('fixedClock', () => {
  it('stands still until it is moved, both kinds of time alike', () => {
    const clock = fixedClock('2026-11-21T09:00:00.000Z');
    expect([clock.now().toISOString(), clock.monotonicMs()]).toEqual(['2026-11-21T09:00:00.000Z', 0]);
    clock.advance(1_500);
    expect([clock.now().toISOString(), clock.monotonicMs()]).toEqual(['2026-11-21T09:00:01.500Z', 1_500]);
  });
});
