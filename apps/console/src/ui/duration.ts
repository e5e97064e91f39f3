const UNITS = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const;

/** "3 minutes" in a language: the largest unit that fits, rounded up, so that nothing takes longer than it was said to. */
export function durationOf(seconds: number, language: string): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const { unit, seconds: size } = UNITS.find((one) => whole >= one.seconds) ?? {
    unit: 'second',
    seconds: 1,
  };
  const amount = Math.ceil(whole / size);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}
