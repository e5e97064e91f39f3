/** The network with a policy of its own (G4), under either of its names. */
export function isX(network: string | null): boolean {
  const name = network?.trim().toLowerCase();
  return name === 'x' || name === 'twitter';
}

/** The beginning of a day of the viewer's calendar (`2026-11-22`), for the gateway; undefined where it is no day. */
export function startOfDay(day: string): string | undefined {
  const at = new Date(`${day}T00:00`);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}
