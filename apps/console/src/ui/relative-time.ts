const UNITS = [
  { unit: 'year', seconds: 31_536_000 },
  { unit: 'month', seconds: 2_592_000 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const;

/** "3 minutes ago" in a language: the largest unit that fits, cut to whole ones. `now` in ms since 1970. */
export function relativeTime(at: string, now: number, language: string): string {
  const seconds = Math.trunc((Date.parse(at) - now) / 1_000);
  const { unit, seconds: size } = UNITS.find((one) => Math.abs(seconds) >= one.seconds) ?? {
    unit: 'second',
    seconds: 1,
  };
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
}
