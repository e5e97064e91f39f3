/** Figures of one run, told as ratios inside the same round so that a noisy machine moves both sides alike. */

/** The middle value; the mean of the two middle ones for an even count. Throws on an empty list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle];
  const low = sorted[sorted.length % 2 === 1 ? middle : middle - 1];
  if (high === undefined || low === undefined) throw new RangeError('median of no values');
  return (low + high) / 2;
}

/** The value below which `share` (0 to 1) of the values lie (nearest rank). Throws on an empty list. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
  if (value === undefined) throw new RangeError('quantile of no values');
  return value;
}

/** A ratio over interleaved rounds: its median and the smallest and largest seen. */
export interface Ratio {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The ratio of two figures round by round. Both lists hold one value a round, in the same order. */
export function ratioOf(measured: readonly number[], baseline: readonly number[]): Ratio {
  const ratios = measured.map((value, round) => value / (baseline[round] ?? Number.NaN));
  return { median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) };
}

/** Reads as `1.23x (1.10 to 1.31)`. */
export function showRatio(ratio: Ratio): string {
  return `${ratio.median.toFixed(2)}x (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)})`;
}
