import type { BudgetLineView } from '@parley/contracts';

/** A limit by what it counts: the whole account, updates of tickets, one ticket, one kind of call, ... */
export type Bucket =
  | { readonly kind: 'account' | 'ticket-updates' | 'user-writes' }
  | { readonly kind: 'ticket' | 'route' | 'other'; readonly what: string };

/** What a limit counts. */
export function bucketOf(name: string): Bucket {
  if (name === 'account' || name === 'ticket-updates' || name === 'user-writes') return { kind: name };
  const colon = name.indexOf(':');
  const what = name.slice(colon + 1);
  const kind = name.slice(0, Math.max(0, colon));
  return kind === 'ticket' || kind === 'route' ? { kind, what } : { kind: 'other', what: name };
}

/** How much of what Parley allows itself is used, in percent; more than that counts as all of it. */
export function usedPercent({ used, usable }: Pick<BudgetLineView, 'used' | 'usable'>): number {
  if (usable <= 0) return 100;
  return Math.min(100, Math.round((used / usable) * 100));
}

const ORDER: readonly Bucket['kind'][] = [
  'account',
  'ticket-updates',
  'user-writes',
  'route',
  'ticket',
  'other',
];

/** The limits that concern most first; of a kind, the fullest first, and `most` single tickets at most. */
export function inOrder(lines: readonly BudgetLineView[], most: number): readonly BudgetLineView[] {
  const rank = (line: BudgetLineView) => ORDER.indexOf(bucketOf(line.bucket).kind);
  const sorted = [...lines].sort((a, b) => rank(a) - rank(b) || usedPercent(b) - usedPercent(a));
  const tickets = sorted.filter(({ bucket }) => bucketOf(bucket).kind === 'ticket').slice(0, most);
  return sorted.filter((line) => bucketOf(line.bucket).kind !== 'ticket' || tickets.includes(line));
}
