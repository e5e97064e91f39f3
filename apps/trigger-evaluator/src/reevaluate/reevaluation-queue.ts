import type { Transaction } from '@parley/platform';
import type { Conversation } from '@parley/sync-policy';

/** Whose conversations are to be looked at again. */
export type Scope = 'account' | 'contact';

/** A re-evaluation that a worker has taken until its transaction ends. */
export interface TakenReevaluation {
  readonly id: string;
  readonly scope: Scope;
  readonly subject: string;
  /** Id of the last conversation that was looked at; empty at the start. */
  readonly reached: string;
  /** Trace of the fact that made it necessary. */
  readonly traceparent: string | null;
}

/** What made a re-evaluation necessary. */
export interface RequestedBy {
  /** Trace of the fact, or of its hop. */
  readonly traceparent?: string | undefined;
}

/** Re-evaluations that wait, and the conversations they are about. */
export interface ReevaluationQueue {
  /** Asks for a re-evaluation in this transaction and wakes the workers at its commit. */
  request(tx: Transaction, scope: Scope, subjects: readonly string[], by: RequestedBy): Promise<void>;
  /** Takes the one that was worked on longest ago, so that a large one does not keep small ones waiting. */
  take(tx: Transaction): Promise<TakenReevaluation | undefined>;
  /** The next conversations in id order, locked until the transaction ends. */
  page(tx: Transaction, taken: TakenReevaluation, size: number): Promise<readonly Conversation[]>;
  /** Remembers how far it came. */
  advance(tx: Transaction, taken: TakenReevaluation, reached: string): Promise<void>;
  finish(tx: Transaction, taken: TakenReevaluation): Promise<void>;
  /** How many wait or are being worked on. */
  waiting(): Promise<number>;
}

/** Channel on which workers are woken. */
export const REEVALUATION_CHANNEL = 'evaluator_reevaluation';
