import type { BatchResult } from '@parley/event-log';
import type { Transaction } from '@parley/platform';
import type { Intake } from './intake';

/** What every follower of a topic stores through, and whom it wakes. */
export interface Following {
  readonly intake: (tx: Transaction) => Intake;
  readonly runner: { wake(): void; wakeAll(): void };
}

/** Nothing to publish; the lanes that may work now are looked for once the batch is committed. */
export function wakeAfter(following: Following, anyMayWork: boolean): BatchResult<never> {
  return { outgoing: [], ...(anyMayWork ? { afterCommit: () => following.runner.wake() } : {}) };
}
