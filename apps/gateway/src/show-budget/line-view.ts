import type { BudgetLineView } from '@parley/contracts';
import type { BudgetLine } from '@parley/zendesk';

/** The use of a limit as people see it. */
export function lineView({
  bucket,
  limit,
  usable,
  windowMs,
  used,
  left,
  pausedForMs,
}: BudgetLine): BudgetLineView {
  const seconds = { windowSeconds: windowMs / 1_000, pausedForSeconds: Math.ceil(pausedForMs / 1_000) };
  return { bucket, limit, usable, used, left, ...seconds };
}
