import type { Transaction } from '@parley/platform';

/** How far an organization's tickets are behind. */
export interface Backlog {
  readonly organizationId: string;
  /** When it was counted, on the store's clock. */
  readonly at: Date;
  /** Lanes that are behind and whose facts and customer are known. */
  readonly tickets: number;
  /** Of them, those whose next call creates a ticket. */
  readonly creates: number;
  readonly oldestSince: Date | null;
}

/** Where backlogs are counted. */
export interface BacklogBook {
  /**
   * Counts the organizations that are behind, or were when they were last told of, and that nobody told of for `everyMs`. What comes
   * of `tell` is kept with the note that it was told: all of it, or nothing.
   */
  tellDue(everyMs: number, tell: (tx: Transaction, due: readonly Backlog[]) => Promise<void>): Promise<void>;
}
