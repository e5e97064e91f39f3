/**
 * A time as a clock tells it: "09:30" today, with the day before. `now` in ms since 1970; in the viewer's time zone; with seconds where
 * one thing follows another.
 */
export function clockTime(at: string, now: number, language: string, seconds = false): string {
  const then = new Date(at);
  const time: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
  };
  const isToday = then.toDateString() === new Date(now).toDateString();
  const isThisYear = then.getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language, {
    ...(isToday ? {} : { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) }),
    ...time,
  }).format(then);
}
