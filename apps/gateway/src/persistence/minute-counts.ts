import type { Transaction } from '@parley/platform';
import { rowSet } from './row-set';

/** What is counted. */
export type Counted = 'events' | 'messages';

/** How long the counts of a minute are kept. */
const KEPT_MS = 24 * 60 * 60 * 1_000;
const MINUTE_MS = 60_000;

/** So many of something, at a time of the log. */
export interface Happened {
  readonly at: Date;
  readonly partition: number;
  readonly count: number;
}

/**
 * Adds to the counts of the minutes in which something happened. Every partition has rows of its own, which only its batches write: none
 * waits for another. What is older than a day is not counted, and counts that have become so old are taken away.
 */
export async function addToMinutes(tx: Transaction, what: Counted, all: readonly Happened[]): Promise<void> {
  const oldest = Date.now() - KEPT_MS;
  const sums = new Map<string, { readonly minute: number; readonly partition: number; count: number }>();
  for (const { at, partition, count } of all) {
    const minute = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
    if (minute < oldest || count === 0) continue;
    const key = `${minute} ${partition}`;
    const sum = sums.get(key) ?? { minute, partition, count: 0 };
    sum.count += count;
    sums.set(key, sum);
  }
  if (sums.size === 0) return;
  const set = rowSet('s', [...sums.values()], {
    minute: ['timestamptz', ({ minute }) => new Date(minute)],
    partition: ['integer', ({ partition }) => partition],
    count: ['integer', ({ count }) => count],
  });
  const place = set.parameters.length + 1;
  await tx.query(
    `insert into minute_count as m (${set.names}, what)
     select *, $${place} from ${set.from} order by minute, partition
     on conflict (minute, what, partition) do update set count = m.count + excluded.count`,
    [...set.parameters, what],
  );
  await tx.query(
    'delete from minute_count where minute < $1 and what = $2 and partition = any($3::integer[])',
    [new Date(oldest), what, [...new Set([...sums.values()].map(({ partition }) => partition))]],
  );
}
