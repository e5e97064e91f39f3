import { isX, startOfDay } from './network';

describe('the network with a policy of its own (G4)', () => {
  it.each([
    ['x', true],
    [' Twitter', true],
    ['X', true],
    ['whatsapp', false],
    ['xing', false],
    [null, false],
  ])('G4 takes %p for X: %p', (network, expected) => {
    expect(isX(network)).toBe(expected);
  });
});

describe('the day that closed conversations are asked from (T11)', () => {
  it('T11 begins when the day does where the viewer is', () => {
    expect(startOfDay('2026-11-22')).toBe(new Date(2026, 10, 22).toISOString());
  });

  it.each(['', '22.11.2026', '2026-13-40', 'yesterday'])('T11 takes "%s" for no day', (day) => {
    expect(startOfDay(day)).toBeUndefined();
  });
});
