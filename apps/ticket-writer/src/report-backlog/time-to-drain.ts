import type { BudgetLine } from '@parley/zendesk';
import type { Backlog } from './backlog';

/**
 * The least number of seconds until a backlog is written: one call for each ticket, at the rate that the budget allows in the long run,
 * after the pauses have ended. Undefined while nothing is known of the account's budget.
 */
export function timeToDrain(
  { tickets, creates }: Pick<Backlog, 'tickets' | 'creates'>,
  lines: readonly BudgetLine[],
): number | undefined {
  if (tickets === 0) return 0;
  const calls: Readonly<Record<string, number>> = {
    account: tickets,
    'ticket-updates': tickets - creates,
    'route:PUT /api/v2/tickets/{id}': tickets - creates,
    'route:POST /api/v2/tickets': creates,
  };
  if (!lines.some(({ bucket }) => bucket === 'account')) return undefined;
  const needed = lines.map((line) => {
    const count = calls[line.bucket] ?? 0;
    if (count === 0) return 0;
    const atOnce = Math.min(line.left, count);
    return (line.pausedForMs + ((count - atOnce) / line.usable) * line.windowMs) / 1_000;
  });
  return Math.ceil(Math.max(...needed));
}
