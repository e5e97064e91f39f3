/** Most that is counted (the contract's limit): a larger number is told as this one. */
const MOST_COUNTED = 10_000;

/** A counted number in a language; "10,000+" where more are not counted. */
export function counted(count: number, language: string): string {
  const number = new Intl.NumberFormat(language).format(count);
  return count >= MOST_COUNTED ? `${number}+` : number;
}
