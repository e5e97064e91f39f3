/**
 * A moment as Zendesk writes it: UTC with a resolution of one second.
 *
 * @param ms milliseconds since 1970
 */
export function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** As `timestamp`, for a moment that may be missing. */
export function optionalTimestamp(ms: number | null): string | null {
  return ms === null ? null : timestamp(ms);
}

/** Whole seconds since 1970, the resolution of every time in the API. */
export function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}
