/**
 * The address at which people reach Parley, without a slash at its end. Without PARLEY_PUBLIC_URL it is this very machine, as a stack
 * for developing wants it.
 */
export function publicUrlOf(settings: {
  readonly PORT: number;
  readonly PARLEY_PUBLIC_URL?: string;
}): string {
  return settings.PARLEY_PUBLIC_URL ?? `http://127.0.0.1:${settings.PORT}`;
}
